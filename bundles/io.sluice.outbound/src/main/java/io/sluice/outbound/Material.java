// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What a handshake is made with.
 *
 * @param trust whom to trust
 * @param key what to show, or null for nothing
 */
record Material(X509ExtendedTrustManager trust, @Nullable ClientKey key) {}
