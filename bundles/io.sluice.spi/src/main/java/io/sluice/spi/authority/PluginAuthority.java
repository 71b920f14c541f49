// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.authority;

import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.TargetUrl;
import io.sluice.spi.target.UrlTemplate;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What one plugin may do, at one moment. It is immutable, and equal to another of the same
 * declaration if the grants say the same, in however many configurations.
 */
@ProviderType
public interface PluginAuthority {

  /**
   * Whose authority it is.
   *
   * @return the plugin, or empty if the bundle is none
   */
  Optional<PluginId> id();

  /**
   * What the grants say of the plugin as a whole.
   *
   * @return its standing
   */
  Standing standing();

  /**
   * Decides whether the plugin may have what it wants with a URL. To decide once more on one that
   * was decided on lately costs a look-up, and no memory.
   *
   * @param access what it wants
   * @return the decision
   */
  Decision decide(Access access);

  /**
   * Decides whether the plugin may be connected to an IP address, wherever it was found. Addresses
   * that are {@linkplain io.sluice.spi.target.SpecialAddresses special}, and those of this machine,
   * need a grant that names a block around them.
   *
   * @param address the address
   * @return the decision; its code is {@code address_refused} if it is not allowed
   */
  Decision decide(InetAddress address);

  /**
   * Tells whether the plugin may receive on an ingress.
   *
   * @param ingress the ingress's name
   * @return whether a grant names the ingress
   */
  boolean receives(String ingress);

  /**
   * Fills what the manifest leaves open in a URL.
   *
   * @param template the template
   * @return the URL
   * @throws io.sluice.spi.target.InvalidTargetException if a value is missing or bad; the message
   *     names the parameter
   */
  TargetUrl resolve(UrlTemplate template);

  /**
   * The value of a secret.
   *
   * @param name the name that the manifest refers to
   * @return the value that a grant gives, or empty if none does
   */
  Optional<String> secret(String name);

  /**
   * Why a secret has no value although a grant names it.
   *
   * @param name the name that the manifest refers to
   * @return the placeholder, {@code $[secret:token]} say, that stands in the grant and that nothing
   *     was found for; empty if there is none, or the secret has a value
   */
  default Optional<String> unreadSecret(String name) {
    return Optional.empty();
  }

  /**
   * How many connections the plugin may have.
   *
   * @param standard the number where no grant says more
   * @return the number that applies
   */
  int maxConnections(int standard);

  /**
   * How long the plugin's texts may be.
   *
   * @param standard the number of bytes where no grant says more
   * @return the number that applies
   */
  int maxTextBytes(int standard);

  /**
   * Each target that is declared, granted or denied, and what comes of it.
   *
   * @return the targets, the declared ones first
   */
  List<TargetReport> targets();
}
