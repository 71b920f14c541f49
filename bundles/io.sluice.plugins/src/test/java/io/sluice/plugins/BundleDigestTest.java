// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.Test;

/** What two bundles must have in common to have one digest. */
public class BundleDigestTest {

  private static String digest(TestBundle bundle) throws IOException {
    return BundleDigest.of(new InstalledContents(bundle.build()));
  }

  private static TestBundle bundle() {
    return new TestBundle().holds("a.txt", "one").holds("b/c.txt", "two");
  }

  @Test
  public void theDigestIsOverPathsLengthsAndContentsInOrder() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt("a.txt".length());
    out.writeBytes("a.txt");
    out.writeLong("one".length());
    out.writeBytes("one");
    out.writeInt("b/c.txt".length());
    out.writeBytes("b/c.txt");
    out.writeLong("two".length());
    out.writeBytes("two");
    byte[] expected = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());

    assertEquals("sha256:" + HexFormat.of().formatHex(expected), digest(bundle()));
  }

  @Test
  public void theOrderInTheArchiveIsOfNoConsequence() throws Exception {
    assertEquals(
        digest(bundle()), digest(new TestBundle().holds("b/c.txt", "two").holds("a.txt", "one")));
  }

  @Test
  public void anotherContentIsAnotherDigest() throws Exception {
    assertNotEquals(digest(bundle()), digest(bundle().holds("a.txt", "One")));
  }

  @Test
  public void anotherContentInAFolderIsAnotherDigest() throws Exception {
    assertNotEquals(digest(bundle()), digest(bundle().holds("b/c.txt", "Two")));
  }

  @Test
  public void anotherPathIsAnotherDigest() throws Exception {
    assertNotEquals(
        digest(bundle()), digest(new TestBundle().holds("a.txt", "one").holds("b/d.txt", "two")));
  }

  @Test
  public void aFurtherEmptyEntryIsAnotherDigest() throws Exception {
    assertNotEquals(digest(bundle()), digest(bundle().holds("empty", "")));
  }

  @Test
  public void whatIsInOneEntryCannotPassForTwo() throws Exception {
    assertNotEquals(
        digest(new TestBundle().holds("a", "b").holds("c", "d")),
        digest(new TestBundle().holds("a", "bcd")));
  }

  @Test
  public void anEntryThatCannotBeRead() {
    TestBundle bundle = bundle();
    bundle.readable = false;

    assertThrows(IOException.class, () -> digest(bundle));
  }
}
