// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import io.sluice.spi.authority.Decision;
import io.sluice.spi.configuration.CheckedConfiguration;
import io.sluice.spi.diagnostic.LimitSource;
import io.sluice.spi.outbound.AddressResolver;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers look-ups by the JDK. Owns the threads {@code sluice-dns-n} and {@code sluice-dns-timer-n}.
 */
@Component(immediate = true, configurationPid = OutboundConfiguration.PID)
@Designate(ocd = OutboundConfiguration.class)
public final class ResolverComponent implements AddressResolver, LimitSource {

  private static final Logger LOG = LoggerFactory.getLogger(ResolverComponent.class);
  private static final int LONGEST_TIMEOUT = 60_000;

  private final int timeout;
  private final HostResolver resolver;

  /**
   * Wires the parts.
   *
   * @param configuration the limits
   */
  @Activate
  public ResolverComponent(Map<String, Object> configuration) {
    this(
        CheckedConfiguration.of(
            OutboundConfiguration.class, OutboundConfiguration.PID, configuration, LOG::error));
  }

  ResolverComponent(OutboundConfiguration configuration) {
    timeout = Math.max(1, Math.min(configuration.dns__timeout__ms(), LONGEST_TIMEOUT));
    resolver =
        new HostResolver(
            name -> List.of(InetAddress.getAllByName(name)), Duration.ofMillis(timeout));
  }

  @Activate
  void start() {
    LOG.info("outbound up, dns_timeout_ms={}", timeout);
  }

  @Deactivate
  void stop() {
    resolver.close();
    LOG.info("outbound down");
  }

  @Override
  public CompletionStage<List<InetAddress>> resolve(
      String host, Function<InetAddress, Decision> judge) {
    return resolver.resolve(host, judge);
  }

  @Override
  public List<Limit> limits() {
    return List.of(
        new Limit(
            OutboundConfiguration.PID, "dns_timeout_ms", timeout, "ms for the look-up of a name"));
  }
}
