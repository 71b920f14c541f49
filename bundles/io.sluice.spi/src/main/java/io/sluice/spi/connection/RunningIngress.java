// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.connection;

import io.sluice.spi.ingress.IngressPort;
import io.sluice.spi.plugin.IngressSpec;
import io.sluice.spi.plugin.SourceSpec;
import io.sluice.spi.target.TargetUrl;
import java.util.List;

/**
 * An ingress that wants its sources connected.
 *
 * @param spec what the manifest says of it
 * @param sources its sources
 * @param port where its events go
 */
public record RunningIngress(IngressSpec spec, List<Source> sources, IngressPort port) {

  /** Copies the list. */
  public RunningIngress {
    sources = List.copyOf(sources);
  }

  /**
   * A source whose URL is complete.
   *
   * @param spec what the manifest says of it
   * @param url where to connect to
   */
  public record Source(SourceSpec spec, TargetUrl url) {}
}
