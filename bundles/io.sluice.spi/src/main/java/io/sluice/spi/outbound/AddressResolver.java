// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.outbound;

import io.sluice.spi.authority.Decision;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Looks up the addresses of hosts, for those who then connect to nothing but what they were given.
 * Each address is judged after it was looked up, a literal one too, so that no answer of a name
 * server gets around the judge.
 *
 * <p>It may be called from any thread and does not wait. A host whose name server does not answer
 * holds up nobody who wants another host.
 */
@ProviderType
public interface AddressResolver {

  /**
   * Looks up a host once.
   *
   * @param host a name, or a literal address, of version 6 in brackets
   * @param judge decides for each address; called on the thread that completes the stage
   * @return completes with the addresses that passed, at least one and at most 16, in the order in
   *     which the system gives them; or exceptionally with a {@link ResolutionException}, in time
   */
  CompletionStage<List<InetAddress>> resolve(String host, Function<InetAddress, Decision> judge);
}
