// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known to reach the network, in the names that class files use. */
final class NetworkApis {

  /** Classes of the JDK, whose very name in a class file says enough. */
  private static final Set<String> CLASSES =
      Set.of(
          "java/net/DatagramSocket",
          "java/net/HttpURLConnection",
          "java/net/JarURLConnection",
          "java/net/MulticastSocket",
          "java/net/ServerSocket",
          "java/net/Socket",
          "java/net/URLClassLoader",
          "java/net/URLConnection",
          "java/nio/channels/AsynchronousServerSocketChannel",
          "java/nio/channels/AsynchronousSocketChannel",
          "java/nio/channels/DatagramChannel",
          "java/nio/channels/ServerSocketChannel",
          "java/nio/channels/SocketChannel",
          "javax/naming/InitialContext");

  /** Methods of classes that do much else. */
  private static final Map<String, Set<String>> METHODS =
      Map.of(
          "java/net/InetAddress", Set.of("getAllByName", "getByName", "isReachable"),
          "java/net/URL", Set.of("getContent", "openConnection", "openStream"));

  /** Packages, of the JDK and of libraries. */
  private static final List<String> PACKAGES =
      List.of(
          "com/neovisionaries/ws/client/",
          "com/sun/net/httpserver/",
          "io/grpc/",
          "io/netty/bootstrap/",
          "io/netty/channel/",
          "io/netty/handler/",
          "io/vertx/core/",
          "jakarta/websocket/",
          "java/net/http/",
          "java/rmi/",
          "javax/management/remote/",
          "javax/naming/directory/",
          "javax/naming/ldap/",
          "javax/net/",
          "javax/websocket/",
          "okhttp3/",
          "org/apache/hc/",
          "org/apache/http/",
          "org/asynchttpclient/",
          "org/eclipse/jetty/",
          "org/glassfish/tyrus/",
          "org/java_websocket/",
          "org/springframework/web/socket/",
          "reactor/netty/");

  private NetworkApis() {}

  /** What an operator is to read where a class is named; empty if it does not reach the network. */
  static Optional<String> ofClass(String internalName) {
    if (CLASSES.contains(internalName)) {
      return Optional.of(dotted(internalName));
    }
    return PACKAGES.stream()
        .filter(internalName::startsWith)
        .map(prefix -> dotted(prefix.substring(0, prefix.length() - 1)))
        .findFirst();
  }

  /** The same where a method is called. */
  static Optional<String> ofMethod(String owner, String name) {
    return METHODS.getOrDefault(owner, Set.of()).contains(name)
        ? Optional.of(dotted(owner) + "." + name)
        : Optional.empty();
  }

  private static String dotted(String internalName) {
    return internalName.replace('/', '.');
  }
}
