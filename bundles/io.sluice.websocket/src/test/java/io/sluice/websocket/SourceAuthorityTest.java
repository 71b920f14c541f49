// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;

import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import org.junit.Test;

public class SourceAuthorityTest {

  private final TestAuthority registry = new TestAuthority();
  private final Source source = new TestSource("ws://example.com/feed").build();
  private final SourceAuthority authority =
      new SourceAuthority(
          registry,
          7,
          TestService.ingress(new TestPort(), new QueueSpec(1, 1, Overflow.PAUSE, 1), source),
          source);

  @Test
  public void aGrantedSourceMissesNothing() {
    assertEquals("", authority.now().missing());
  }

  @Test
  public void aChangeHoldsAtOnce() {
    assertEquals("", authority.now().missing());
    registry.revoke("denied");
    assertEquals("denied", authority.now().missing());
    registry.grant();
    assertEquals("", authority.now().missing());
  }

  @Test
  public void anIngressThatIsNotGrantedIsMissing() {
    registry.revokeIngress();
    assertEquals("ingress_not_granted", authority.now().missing());
  }

  @Test
  public void theTargetComesBeforeTheIngress() {
    registry.revokeIngress();
    registry.revoke("denied");
    assertEquals("denied", authority.now().missing());
  }

  @Test
  public void aSnapshotIsJudgedOnce() {
    assertSame(authority.now(), authority.now());
  }

  @Test
  public void aSnapshotThatSaysTheVerySameIsNotJudgedAgain() {
    SourceAuthority.Answer before = authority.now();
    registry.publishAgain();
    assertSame(before, authority.now());
  }

  @Test
  public void theFirstSnapshotIsNews() {
    assertNotNull(authority.news());
    assertNull(authority.news());
  }

  @Test
  public void aSnapshotThatSaysTheSameIsNoNews() {
    assertNotNull(authority.news());
    registry.publishAgain();
    assertNull(authority.news());
  }

  @Test
  public void aSnapshotThatSaysSomethingElseIsNews() {
    assertNotNull(authority.news());
    registry.secret("token", "new");
    assertNotNull(authority.news());
    registry.revoke("denied");
    assertNotNull(authority.news());
  }

  @Test
  public void whatWasActedUponIsNoNews() {
    authority.acted();
    assertNull(authority.news());
  }

  @Test
  public void aGrantIsNewsAfterItsAbsenceWasActedUpon() {
    assertNotNull(authority.news());
    registry.revoke("not_granted");
    authority.acted();
    registry.grant();
    assertNotNull(authority.news());
  }
}
