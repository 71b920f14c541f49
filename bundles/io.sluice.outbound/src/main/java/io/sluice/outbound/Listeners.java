// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import io.sluice.spi.outbound.OutboundListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who are told of each change. One that fails keeps nothing from the others. */
final class Listeners {

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final List<OutboundListener> listeners = new CopyOnWriteArrayList<>();

  void add(OutboundListener listener) {
    listeners.add(listener);
  }

  void remove(OutboundListener listener) {
    listeners.remove(listener);
  }

  void tell() {
    for (OutboundListener listener : listeners) {
      try {
        listener.outboundChanged();
      } catch (RuntimeException e) {
        LOG.error("listener={}", listener.getClass().getName(), e);
      }
    }
  }
}
