// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a bundle that was not read, since it is no plugin or not yet known as one.
 *
 * @param bundleState the state of the bundle, if it has a life
 * @param life its life, or null
 * @param offers its handlers
 */
record Stray(String bundleState, @Nullable PluginLife life, HandlerOffers offers) {

  static final Stray NOTHING = new Stray("", null, HandlerOffers.NONE);

  Stray moved(String newBundleState, @Nullable PluginLife newLife) {
    return new Stray(newLife == null ? "" : newBundleState, newLife, offers);
  }

  Stray withOffers(HandlerOffers newOffers) {
    return new Stray(bundleState, life, newOffers);
  }
}
