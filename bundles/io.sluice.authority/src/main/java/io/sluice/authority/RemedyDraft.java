// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.authority.GrantAddition;
import io.sluice.spi.authority.Remedy;
import io.sluice.spi.target.AddressBlock;
import io.sluice.spi.target.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A remedy while it is put together. */
final class RemedyDraft {

  private final List<String> manifest = new ArrayList<>();
  private final Set<Target> targets = new LinkedHashSet<>();
  private final Set<String> ingresses = new LinkedHashSet<>();
  private final Set<AddressBlock> addresses = new LinkedHashSet<>();
  private final Set<String> byHand = new LinkedHashSet<>();

  void declare(Target target) {
    String key =
        target.scheme().isWebSocket() ? GrantKeys.WEBSOCKET + ": " : GrantKeys.REQUEST + ": ";
    manifest.add(key + json(target));
  }

  /** What a target is made of needs no escapes in JSON. */
  private static String json(Target target) {
    List<String> members = new ArrayList<>();
    members.add(member("scheme", target.scheme().text()));
    members.add(member("host", target.host().text()));
    if (target.port() != target.scheme().defaultPort()) {
      members.add("\"port\": " + target.port());
    }
    if (!target.methods().isEmpty()) {
      members.add(
          target.methods().stream()
              .map(RemedyDraft::quoted)
              .collect(Collectors.joining(", ", "\"methods\": [", "]")));
    }
    if (!target.pathPrefix().isEmpty()) {
      members.add("\"path_prefixes\": [" + quoted(target.pathPrefix()) + "]");
    }
    return "{ " + String.join(", ", members) + " }";
  }

  private static String member(String name, String value) {
    return quoted(name) + ": " + quoted(value);
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  void grant(Target target) {
    targets.add(target);
  }

  void receive(String ingress) {
    ingresses.add(ingress);
  }

  void reach(AddressBlock block) {
    addresses.add(block);
  }

  void byHand(String step) {
    byHand.add(step);
  }

  Remedy remedy() {
    return new Remedy(
        manifest, new GrantAddition(targets, ingresses, addresses, Map.of()), List.copyOf(byHand));
  }
}
