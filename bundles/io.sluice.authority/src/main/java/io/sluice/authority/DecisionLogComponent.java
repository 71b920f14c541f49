// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.authority.AccessAttempt;
import io.sluice.spi.authority.AuthorityListener;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.authority.DecisionListener;
import io.sluice.spi.authority.DecisionListener.Decided;
import io.sluice.spi.authority.DecisionLog;
import io.sluice.spi.authority.Denial;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last denials, and passes decisions on. It is immediate since it must not forget while
 * nobody asks.
 */
@Component(immediate = true, service = DecisionLog.class)
public final class DecisionLogComponent implements DecisionLog {

  private static final Logger LOG = LoggerFactory.getLogger(DecisionLogComponent.class);
  private static final int KEPT = 256;

  private final BundleContext context;
  private final Clock clock;
  private final Denials denials = new Denials(KEPT);
  private final List<DecisionListener> listeners = new CopyOnWriteArrayList<>();
  private @Nullable ServiceRegistration<AuthorityListener> watching;

  /**
   * Wires the parts.
   *
   * @param context this bundle's context
   */
  @Activate
  public DecisionLogComponent(BundleContext context) {
    this(context, Clock.systemUTC());
  }

  DecisionLogComponent(BundleContext context, Clock clock) {
    this.context = context;
    this.clock = clock;
  }

  @Activate
  void start() {
    watching =
        context.registerService(AuthorityListener.class, new RefusedSources(this::record), null);
  }

  @Deactivate
  void stop() {
    if (watching != null) {
      watching.unregister();
    }
  }

  @Reference(
      name = "listener",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addListener(DecisionListener listener) {
    listeners.add(listener);
  }

  void removeListener(DecisionListener listener) {
    listeners.remove(listener);
  }

  @Override
  public void record(AccessAttempt attempt, Decision decision) {
    Instant now = clock.instant();
    String denial = decision.allowed() ? "" : denials.add(attempt, decision, now).id();
    Decided decided = new Decided(now, attempt, decision, denial);
    listeners.forEach(listener -> tell(listener, decided));
  }

  private static void tell(DecisionListener listener, Decided decided) {
    try {
      listener.decided(decided);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("listener={} failed to take note of a decision", listener, e);
    }
  }

  @Override
  public List<Denial> denials() {
    return denials.all();
  }

  @Override
  public Optional<Denial> denial(String id) {
    return denials.of(id);
  }
}
