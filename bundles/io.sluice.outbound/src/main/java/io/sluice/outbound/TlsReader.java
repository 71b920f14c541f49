// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import io.sluice.outbound.Setting.Accepted;
import io.sluice.outbound.Setting.Refused;
import io.sluice.spi.configuration.BadValueException;
import io.sluice.spi.configuration.StrictValues;
import java.util.List;
import java.util.Map;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Reads TLS material from configurations, and the files that they name, strictly. */
final class TlsReader {

  private final X509ExtendedTrustManager platformTrust;

  TlsReader(X509ExtendedTrustManager platformTrust) {
    this.platformTrust = platformTrust;
  }

  Setting<Material> read(Map<String, ?> configuration) {
    StrictValues values = new StrictValues(configuration);
    Scope scope = Scope.EVERYTHING;
    try {
      scope = scope(values);
      return new Accepted<>(scope, material(values));
    } catch (BadValueException e) {
      return new Refused<>(scope, String.valueOf(e.getMessage()));
    }
  }

  private static Scope scope(StrictValues values) throws BadValueException {
    List<Place> places = values.list(TlsKeys.TARGETS, Place::parseSecure);
    if (places.isEmpty()) {
      throw new BadValueException(
          TlsKeys.TARGETS, "missing or empty; write targets such as wss://gateway.example.com");
    }
    return Scope.of(places, List.of());
  }

  private Material material(StrictValues values) throws BadValueException {
    boolean ownTrust = values.has(TlsKeys.TRUST);
    boolean ownKey = values.has(TlsKeys.KEY);
    if (!ownTrust && !ownKey) {
      throw new BadValueException(
          TlsKeys.TRUST, "neither this nor key is there; name the file of one of them");
    }
    if (!ownKey && values.has(TlsKeys.KEY_PASSWORD)) {
      throw new BadValueException(
          TlsKeys.KEY_PASSWORD, "there is no key; add it or leave this out");
    }
    @Nullable ClientKey key = ownKey ? key(values) : null;
    X509ExtendedTrustManager trust =
        ownTrust
            ? TrustFile.trust(
                ConfiguredFile.read(TlsKeys.TRUST, values.optional(TlsKeys.TRUST, "")))
            : platformTrust;
    values.requireNoOthers();
    return new Material(trust, key);
  }

  private static ClientKey key(StrictValues values) throws BadValueException {
    String password =
        values.required(TlsKeys.KEY_PASSWORD, "write the one that protects the file of key");
    return KeyFile.key(
        ConfiguredFile.read(TlsKeys.KEY, values.optional(TlsKeys.KEY, "")), password);
  }
}
