// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.authority;

import io.sluice.spi.plugin.PluginDeclaration;
import io.sluice.spi.target.Access;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Explains to an operator what plugins may do, and why. It looks nothing up and dials nothing. It
 * may be called from any thread and does not wait.
 */
@ProviderType
public interface AuthorityInspector {

  /**
   * Explains whether a plugin may do something.
   *
   * @param bundleId the number of the plugin's bundle
   * @param access what it would do
   * @return the explanation, by what holds now
   */
  Explanation explain(long bundleId, Access access);

  /**
   * Explains for each source of a plugin whether it may be dialled. The remedies are the smallest
   * that there are: they name the sources' own URLs, not the targets that the plugin declares.
   *
   * @param bundleId the number of the plugin's bundle
   * @return one for each source, in the order of the manifest
   */
  List<SourceReport> sources(long bundleId);

  /**
   * What the grants that are there would allow to a plugin that is not installed.
   *
   * @param declaration what it would declare
   * @return its authority, as if no other bundle had its name
   */
  PluginAuthority foresee(PluginDeclaration declaration);

  /**
   * A source, and whether it may be dialled.
   *
   * @param ingress the ingress that it feeds
   * @param url its URL without its query, also without the values that are missing
   * @param decision what comes of it
   * @param remedy the least that would allow it
   */
  record SourceReport(String ingress, String url, Decision decision, Remedy remedy) {}
}
