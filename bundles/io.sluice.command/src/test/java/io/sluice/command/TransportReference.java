// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import io.sluice.spi.command.CommandTransport;
import java.util.Dictionary;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** A reference to a transport, by ranking and age, as the framework would order it. */
final class TransportReference implements ServiceReference<CommandTransport> {

  private final int ranking;
  private final long serviceId;
  private final @Nullable Object kinds;

  TransportReference(int ranking, long serviceId, @Nullable Object kinds) {
    this.ranking = ranking;
    this.serviceId = serviceId;
    this.kinds = kinds;
  }

  @Override
  public @Nullable Object getProperty(String key) {
    return key.equals(CommandTransport.KINDS) ? kinds : null;
  }

  /** The higher ranking is the greater one; among equals it is the older service. */
  @Override
  public int compareTo(Object other) {
    TransportReference reference = (TransportReference) other;
    return ranking != reference.ranking
        ? Integer.compare(ranking, reference.ranking)
        : Long.compare(reference.serviceId, serviceId);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TransportReference reference && serviceId == reference.serviceId;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(serviceId);
  }

  @Override
  public String[] getPropertyKeys() {
    return new String[] {CommandTransport.KINDS};
  }

  @Override
  public Dictionary<String, Object> getProperties() {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable Bundle getBundle() {
    return null;
  }

  @Override
  public Bundle @Nullable [] getUsingBundles() {
    return null;
  }

  @Override
  public boolean isAssignableTo(Bundle bundle, String className) {
    return true;
  }

  @Override
  public <A> A adapt(Class<A> type) {
    throw new UnsupportedOperationException();
  }
}
