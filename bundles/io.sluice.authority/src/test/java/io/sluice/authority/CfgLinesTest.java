// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

/** Edits of the files in which operators keep grants. */
public final class CfgLinesTest {

  private static final Map<String, Optional<String>> EDITS =
      Map.of("plugin", Optional.of("b"), "deny", Optional.empty());

  private static List<String> edit(String... lines) {
    return CfgLines.edit(List.of(lines), EDITS);
  }

  @Test
  public void commentsAndOtherKeysStayAsTheyAre() {
    assertEquals(
        List.of("# plugin = x", "! deny", "", "  ingress:main", "plugin = b"),
        edit("# plugin = x", "! deny", "", "  ingress:main", "plugin=a"));
  }

  @Test
  public void aKeyThatIsNotThereIsAppended() {
    assertEquals(List.of("ingress = main", "plugin = b"), edit("ingress = main"));
  }

  @Test
  public void anEntryOverSeveralLinesIsReplacedInWhole() {
    assertEquals(
        List.of("plugin = b", "ingress = main"),
        edit("plugin = \\", "  a", "deny = wss://a, \\", "  wss://b", "ingress = main"));
  }

  @Test
  public void anEscapedBackslashEndsAnEntry() {
    assertEquals(List.of("secret.x = a\\\\", "plugin = b"), edit("secret.x = a\\\\", "plugin = a"));
  }

  @Test
  public void aContinuedEntryOfAnotherKeyIsNoEntryOfThisOne() {
    assertEquals(
        List.of("ingress = a, \\", "plugin = a", "plugin = b"),
        edit("ingress = a, \\", "plugin = a"));
  }

  @Test
  public void aCommentThatEndsWithABackslashDoesNotGoOn() {
    assertEquals(List.of("# comment \\", "plugin = b"), edit("# comment \\", "plugin = a"));
  }

  @Test
  public void aKeyThatIsThereTwiceIsThereOnce() {
    assertEquals(List.of("plugin = b"), edit("plugin = a", "plugin = c"));
  }

  @Test
  public void aKeyIsToldFromAnotherThatBeginsAlike() {
    assertEquals(List.of("plugins = a", "plugin = b"), edit("plugins = a"));
  }
}
