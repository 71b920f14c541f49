// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import io.sluice.spi.configuration.BadValueException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/** Takes a client's certificate out of a PKCS#12 file. */
final class KeyFile {

  private KeyFile() {}

  /** The one certificate that has a private key in a file. */
  static ClientKey key(ConfiguredFile file, String password) throws BadValueException {
    char[] secret = password.toCharArray();
    KeyStore store = store(file, secret);
    try {
      List<String> aliases = aliasesOfKeys(store);
      if (aliases.size() != 1) {
        throw file.bad(
            "holds " + aliases.size() + " private keys; put one with its certificates there");
      }
      return key(store, aliases.get(0), secret);
    } catch (GeneralSecurityException | ClassCastException e) {
      throw file.bad("holds a private key that cannot be used; protect it by key.password, too");
    }
  }

  private static KeyStore store(ConfiguredFile file, char[] secret) throws BadValueException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(file.content(), secret);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      // What the platform says of it may hold parts of the file.
      throw file.bad("is no PKCS#12 file that key.password opens; correct one of the two");
    }
  }

  private static List<String> aliasesOfKeys(KeyStore store) throws GeneralSecurityException {
    List<String> aliases = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        aliases.add(alias);
      }
    }
    return aliases;
  }

  private static ClientKey key(KeyStore store, String alias, char[] secret)
      throws GeneralSecurityException {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, secret);
    X509ExtendedKeyManager chooser =
        Stream.of(factory.getKeyManagers())
            .filter(X509ExtendedKeyManager.class::isInstance)
            .map(X509ExtendedKeyManager.class::cast)
            .findFirst()
            .orElseThrow(() -> new GeneralSecurityException("the platform has no key manager"));
    return ClientKey.of(
        chooser,
        (PrivateKey) store.getKey(alias, secret),
        Stream.of(store.getCertificateChain(alias)).map(X509Certificate.class::cast).toList());
  }
}
