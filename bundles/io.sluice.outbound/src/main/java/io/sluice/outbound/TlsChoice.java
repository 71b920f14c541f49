// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import io.sluice.outbound.Setting.Accepted;
import io.sluice.outbound.Setting.Refused;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Chooses the material for a handshake, by the peer that it is with. */
final class TlsChoice {

  private final Settings<Material> settings;
  private final Material otherwise;

  /**
   * Wires the parts.
   *
   * @param settings what is configured
   * @param otherwise the material for peers that no configuration names
   */
  TlsChoice(Settings<Material> settings, Material otherwise) {
    this.settings = settings;
    this.otherwise = otherwise;
  }

  /**
   * Chooses for an engine.
   *
   * @throws CertificateException if there is nothing that may be used
   */
  Material choose(@Nullable SSLEngine engine) throws CertificateException {
    return engine == null ? choose(null, -1) : choose(engine.getPeerHost(), engine.getPeerPort());
  }

  /**
   * Chooses for a socket.
   *
   * @throws CertificateException if there is nothing that may be used
   */
  Material choose(@Nullable Socket socket) throws CertificateException {
    SSLSession session = socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null;
    return session == null
        ? choose(null, -1)
        : choose(session.getPeerHost(), session.getPeerPort());
  }

  private Material choose(@Nullable String host, int port) throws CertificateException {
    if (host == null || port < 0) {
      throw new CertificateException(
          "nobody is trusted, since the engine was made without the peer's host and port");
    }
    Peer peer = Peer.of(true, host, port);
    Optional<Settings.Held<Material>> held = settings.at(peer);
    if (held.isEmpty()) {
      return otherwise;
    }
    Setting<Material> setting = held.get().setting();
    if (setting instanceof Accepted<Material> accepted) {
      return accepted.value();
    }
    throw new CertificateException(
        "nobody is trusted as %s, since %s is refused: %s"
            .formatted(peer, held.get().pid(), ((Refused<Material>) setting).why()));
  }

  /** The key of this alias, as long as it is configured. */
  Optional<ClientKey> key(@Nullable String alias) {
    return settings
        .accepted()
        .flatMap(material -> Stream.ofNullable(material.key()))
        .filter(key -> key.alias().equals(alias))
        .findFirst();
  }
}
