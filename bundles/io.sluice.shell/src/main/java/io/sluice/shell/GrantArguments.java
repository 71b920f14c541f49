// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.target.AddressBlock;
import io.sluice.spi.target.InvalidTargetException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What was typed after {@code sluice:grant} or {@code sluice:revoke}.
 *
 * @param plugin the symbolic name
 * @param words what is no option
 * @param ingresses the values of {@code --ingress}
 * @param addresses the values of {@code --address}
 * @param denial the value of {@code --from-denial}, beside which nothing else stands; empty if it
 *     was not given
 */
record GrantArguments(
    String plugin,
    List<String> words,
    Set<String> ingresses,
    Set<AddressBlock> addresses,
    String denial) {

  private static final String ADDRESS = "--address";
  private static final String INGRESS = "--ingress";
  private static final String FROM_DENIAL = "--from-denial";

  static GrantArguments ofGrant(String[] arguments, String usage) {
    if (!List.of(arguments).contains(FROM_DENIAL)) {
      return of(arguments, usage);
    }
    if (arguments.length != 2 || !arguments[0].equals(FROM_DENIAL)) {
      throw new SluiceException(
          "a denial says all that is needed; type sluice:grant --from-denial ID and nothing else");
    }
    return new GrantArguments("", List.of(), Set.of(), Set.of(), arguments[1]);
  }

  static GrantArguments ofRevoke(String[] arguments, String usage) {
    return of(arguments, usage);
  }

  private static GrantArguments of(String[] arguments, String usage) {
    Services.requireNamed(arguments, usage);
    List<String> words = new ArrayList<>();
    Set<String> ingresses = new LinkedHashSet<>();
    Set<AddressBlock> addresses = new LinkedHashSet<>();
    Iterator<String> each = List.of(arguments).iterator();
    while (each.hasNext()) {
      String argument = each.next();
      if (argument.equals(ADDRESS)) {
        addresses.add(block(each, usage));
      } else if (argument.equals(INGRESS)) {
        ingresses.add(value(each, "which ingress? ", usage));
      } else if (argument.startsWith("--")) {
        throw new SluiceException("no such option: " + argument + "; " + usage);
      } else {
        words.add(argument);
      }
    }
    Services.requireNamed(words.toArray(String[]::new), usage);
    return new GrantArguments(
        words.get(0), words.subList(1, words.size()), ingresses, addresses, "");
  }

  private static AddressBlock block(Iterator<String> arguments, String usage) {
    String text = value(arguments, "which addresses? ", usage);
    try {
      return new AddressBlock(text);
    } catch (InvalidTargetException e) {
      throw new SluiceException("'" + text + "' is no block of addresses: " + e.getMessage());
    }
  }

  private static String value(Iterator<String> arguments, String question, String usage) {
    if (!arguments.hasNext()) {
      throw new SluiceException(question + usage);
    }
    return arguments.next();
  }
}
