// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import io.sluice.spi.configuration.CheckedConfiguration;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.diagnostic.LimitSource;
import io.sluice.spi.ingress.IngressDispatcher;
import io.sluice.spi.ingress.ServiceLane;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.plugin.QueueSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor.AbortPolicy;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers lanes as a service, and owns the threads that run them. */
@Component(configurationPid = IngressConfiguration.PID)
@Designate(ocd = IngressConfiguration.class)
public final class IngressComponent implements IngressDispatcher, LimitSource {

  private static final Logger LOG = LoggerFactory.getLogger(IngressComponent.class);
  private static final int CALLBACK_THREADS = 2;
  private static final Duration CLOSE_LIMIT = Duration.ofMillis(1_500);

  private final IngressLimits limits;
  private final DispatchPool dispatch;
  private final DispatchPool callbacks;
  private final Watchdog watchdog;
  private final LaneServices services;

  /**
   * Wires the parts.
   *
   * @param configuration the limits
   * @param diagnostics takes note of what goes wrong in handlers
   */
  @Activate
  public IngressComponent(Map<String, Object> configuration, @Reference Diagnostics diagnostics) {
    this(
        CheckedConfiguration.of(
            IngressConfiguration.class, IngressConfiguration.PID, configuration, LOG::error),
        diagnostics);
  }

  IngressComponent(IngressConfiguration configuration, Diagnostics diagnostics) {
    limits = limits(configuration);
    // A lane is closed before its pool; a result has to arrive, if not there then elsewhere.
    dispatch = new DispatchPool("sluice-dispatch-", limits.threads(), new DiscardPolicy());
    callbacks = new DispatchPool("sluice-callback-", CALLBACK_THREADS, new AbortPolicy());
    watchdog = new Watchdog(List.of(dispatch.calls(), callbacks.calls()), System::nanoTime);
    services =
        new LaneServices(
            dispatch::execute,
            dispatch::othersWait,
            dispatch.calls(),
            watchdog,
            limits,
            diagnostics,
            System::currentTimeMillis,
            System::nanoTime);
  }

  private static IngressLimits limits(IngressConfiguration configuration) {
    return new IngressLimits(
        between(1, configuration.threads(), 64),
        between(1, configuration.queue__capacity(), QueueSpec.MAX_CAPACITY),
        Math.max(1, Math.min(configuration.queue__max__bytes(), QueueSpec.MAX_BYTES)),
        Duration.ofMillis(Math.max(1, configuration.handler__warn__ms())),
        Duration.ofMillis(Math.max(1, configuration.handler__interrupt__ms())));
  }

  private static int between(int least, int value, int most) {
    return Math.max(least, Math.min(value, most));
  }

  @Activate
  void start() {
    dispatch.start();
    callbacks.start();
    watchdog.start();
    LOG.info("ingress up, threads={}", limits.threads());
  }

  @Deactivate
  void stop() {
    long deadlineNanos = System.nanoTime() + CLOSE_LIMIT.toNanos();
    dispatch.close(deadlineNanos);
    // Last, since a handler that still runs may wait for a result.
    callbacks.close(deadlineNanos);
    watchdog.close();
    LOG.info("ingress down");
  }

  @Override
  public ServiceLane open(PluginId plugin) {
    return Lane.open(plugin.name(), services);
  }

  @Override
  public Executor callbacks() {
    return task -> callbacks.execute(new Callback(task, callbacks.calls(), limits));
  }

  @Override
  public List<Limit> limits() {
    return List.of(
        limit("threads", limits.threads(), "handlers that run at a time"),
        limit("queue_capacity", limits.queueCapacity(), "texts that wait in a queue"),
        limit("queue_max_bytes", limits.queueBytes(), "bytes of text that wait in a queue"),
        limit("handler_warn_ms", limits.warnAfter().toMillis(), "ms until a call is recorded"),
        limit(
            "handler_interrupt_ms",
            limits.interruptAfter().toMillis(),
            "ms until a call is interrupted"));
  }

  private static Limit limit(String key, long value, String meaning) {
    return new Limit(IngressConfiguration.PID, key, value, meaning);
  }
}
