// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.authority.AuthorityInspector.SourceReport;
import java.util.List;

/**
 * A source, and the least that would have it dialled.
 *
 * @param ingress the ingress that it feeds
 * @param url its URL without its query
 * @param code what comes of it
 * @param remedy the least that would allow it
 */
record SourceListing(String ingress, String url, String code, RemedyLines remedy) {

  static List<SourceListing> of(String plugin, List<SourceReport> sources) {
    return sources.stream()
        .map(
            source ->
                new SourceListing(
                    source.ingress(),
                    source.url(),
                    source.decision().code(),
                    RemedyLines.of(plugin, source.remedy())))
        .toList();
  }

  @Override
  public String toString() {
    String title = Table.wrap("%s of ingress %s: %s".formatted(url, ingress, code), "");
    return (remedy.isEmpty() ? title : title + remedy).stripTrailing();
  }
}
