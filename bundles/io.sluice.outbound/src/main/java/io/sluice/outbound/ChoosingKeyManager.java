// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows each server the certificate that is configured for it, and others none.
 *
 * <p>The methods that take an alias do not tell for whom; so an alias names a configuration, and no
 * longer names anything once that has changed.
 */
final class ChoosingKeyManager extends X509ExtendedKeyManager {

  private final TlsChoice choice;

  ChoosingKeyManager(TlsChoice choice) {
    this.choice = choice;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    try {
      return alias(
          choice.choose(engine),
          chooser -> chooser.chooseEngineClientAlias(keyTypes, issuers, engine));
    } catch (CertificateException e) {
      return null;
    }
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    try {
      return alias(
          choice.choose(socket), chooser -> chooser.chooseClientAlias(keyTypes, issuers, socket));
    } catch (CertificateException e) {
      return null;
    }
  }

  private static @Nullable String alias(
      Material material, Function<X509ExtendedKeyManager, @Nullable String> chooser) {
    ClientKey key = material.key();
    return key == null || chooser.apply(key.chooser()) == null ? null : key.alias();
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
    return choice.key(alias).map(ClientKey::key).orElse(null);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
    return choice.key(alias).map(key -> key.chain().toArray(X509Certificate[]::new)).orElse(null);
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
