// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;

import io.sluice.spi.authority.TargetReport;
import io.sluice.spi.configuration.StrictValues;
import io.sluice.spi.target.Access;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.Test;
import org.osgi.framework.FrameworkUtil;

/** Whatever is printed of grants, it is without their secrets. */
public final class SecretsTest {

  private static final String CANARY = "canary";

  private final Grant grant =
      Chat.grant("secret.token", CANARY, "host_api.websocket", "wss://example.com");
  private final Registry registry = new Registry();

  @Test
  public void nothingThatIsPrintedHoldsASecret() throws Exception {
    registry.put(Chat.declaring("wss://example.com"));
    GrantEntry entry = new GrantEntry.Accepted(grant);
    registry.put(grant.pid(), entry);
    Authority authority = AuthorityFold.fold(Chat.declaring("wss://a"), List.of(grant), true);
    GrantDraft draft = GrantDraft.of(grant.pid(), Chat.NAME, dictionary("secret.token", CANARY));
    StrictValues values = new StrictValues(Chat.configuration("secret.token", CANARY));
    List<Object> printed = new ArrayList<>();
    printed.add(grant);
    printed.add(grant.withoutSecrets());
    printed.add(entry);
    printed.add(entry.report());
    printed.add(authority);
    printed.add(authority.standing());
    printed.add(authority.decide(Access.parse("wss://b/?token=" + CANARY)));
    printed.add(draft);
    printed.add(values);
    printed.add(registry);
    printed.add(registry.snapshot());
    printed.add(registry.snapshot().plugin(7));
    List<TargetReport> targets = authority.targets();
    printed.addAll(targets);

    assertEquals(
        List.of(), printed.stream().filter(each -> each.toString().contains(CANARY)).toList());
  }

  @Test
  public void aPlaceholderThatNothingWasFoundForIsNoValue() {
    Authority authority = holding("Bearer-" + CANARY + " $[secret:token;default=" + CANARY + "]");

    assertEquals(Optional.empty(), authority.secret("token"));
    assertEquals(Optional.of("$[secret:token]"), authority.unreadSecret("token"));
  }

  @Test
  public void aPlaceholderGivesWayToAValueOfAnotherGrant() {
    Authority authority = holding("$[env:TOKEN]", CANARY);

    assertEquals(Optional.of(CANARY), authority.secret("token"));
    assertEquals(Optional.empty(), authority.unreadSecret("token"));
  }

  private static Authority holding(String... values) {
    List<Grant> grants = Stream.of(values).map(value -> Chat.grant("secret.token", value)).toList();
    return AuthorityFold.fold(Chat.declaring("wss://a"), grants, true);
  }

  private static Dictionary<String, Object> dictionary(String... keysAndValues) {
    return FrameworkUtil.asDictionary(Chat.configuration(keysAndValues));
  }

  @Test
  public void aGrantWithoutItsSecretsIsOtherwiseTheSame() {
    Grant without = Chat.grant("host_api.websocket", "wss://example.com");

    assertEquals(without, grant.withoutSecrets());
  }
}
