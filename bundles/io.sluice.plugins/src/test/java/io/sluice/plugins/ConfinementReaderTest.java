// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.roster.Confinement;
import io.sluice.spi.roster.Confinement.Finding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What the class files of a bundle reach the network with. */
public final class ConfinementReaderTest {

  private record Entries(Map<String, byte[]> all) implements BundleContents {

    @Override
    public SortedSet<String> paths() {
      return new TreeSet<>(all.keySet());
    }

    @Override
    public InputStream open(String path) {
      return new ByteArrayInputStream(all.getOrDefault(path, new byte[0]));
    }
  }

  private static Confinement read(Map<String, byte[]> entries) {
    return ConfinementReader.read(new Entries(entries));
  }

  /** A class whose one method calls another class's. */
  private static byte[] calling(String name, String owner, String method) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_STATIC | Opcodes.ACC_PUBLIC, "go", "()V", null, null);
    code.visitCode();
    code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, method, "()V", false);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    return writer.toByteArray();
  }

  private static Map<String, byte[]> oneCalling(String owner, String method) {
    return Map.of("org/example/Foo.class", calling("org/example/Foo", owner, method));
  }

  private static List<Finding> found(String what) {
    return List.of(new Finding(what, "org.example.Foo", 0));
  }

  private static byte[] jar(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> each : new TreeMap<>(entries).entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
      }
    }
    return bytes.toByteArray();
  }

  @Test
  public void aClassThatNamesNothingOfTheKindIsConfined() {
    assertEquals(
        new Confinement(List.of(), 1, List.of()), read(oneCalling("java/lang/String", "trim")));
  }

  @Test
  public void socketsAndClientsOfTheJdkAreFound() {
    for (String name :
        List.of(
            "java/net/Socket",
            "java/net/DatagramSocket",
            "java/nio/channels/SocketChannel",
            "java/net/HttpURLConnection",
            "javax/naming/InitialContext")) {
      assertEquals(found(name.replace('/', '.')), read(oneCalling(name, "x")).findings());
    }
    assertEquals(
        found("java.net.http"), read(oneCalling("java/net/http/HttpClient", "x")).findings());
  }

  @Test
  public void librariesAreFoundByTheirPackage() {
    Map.of(
            "org/eclipse/jetty/client/HttpClient", "org.eclipse.jetty",
            "io/netty/bootstrap/Bootstrap", "io.netty.bootstrap",
            "okhttp3/OkHttpClient", "okhttp3",
            "org/apache/hc/client5/http/HttpRoute", "org.apache.hc",
            "org/apache/http/HttpHost", "org.apache.http",
            "org/java_websocket/client/WebSocketClient", "org.java_websocket",
            "org/glassfish/tyrus/client/ClientManager", "org.glassfish.tyrus",
            "jakarta/websocket/Session", "jakarta.websocket",
            "javax/websocket/Session", "javax.websocket",
            "io/vertx/core/Vertx", "io.vertx.core")
        .forEach((name, what) -> assertEquals(found(what), read(oneCalling(name, "x")).findings()));
  }

  @Test
  public void aUrlIsOnlyFoundWhereItIsOpened() {
    assertEquals(
        found("java.net.URL.openStream"),
        read(oneCalling("java/net/URL", "openStream")).findings());
    assertTrue(read(oneCalling("java/net/URL", "getPath")).isConfined());
  }

  @Test
  public void anArrayOfSocketsIsFound() {
    assertEquals(
        found("java.net.Socket"), read(oneCalling("[Ljava/net/Socket;", "clone")).findings());
  }

  @Test
  public void theFirstClassIsNamedAndTheOthersAreCounted() {
    assertEquals(
        List.of(new Finding("java.net.Socket", "org.example.A", 1)),
        read(Map.of(
                "org/example/B.class", calling("org/example/B", "java/net/Socket", "x"),
                "org/example/A.class", calling("org/example/A", "java/net/Socket", "x")))
            .findings());
  }

  @Test
  public void classesInAnEmbeddedJarAreFound() throws IOException {
    assertEquals(
        found("java.net.Socket"),
        read(Map.of("lib/a.jar", jar(oneCalling("java/net/Socket", "x")))).findings());
  }

  @Test
  public void aJarInAJarIsSaidNotToBeRead() throws IOException {
    byte[] inner = jar(oneCalling("java/net/Socket", "x"));

    assertEquals(
        List.of("lib/a.jar!/b.jar: a jar in a jar in the bundle"),
        read(Map.of("lib/a.jar", jar(Map.of("b.jar", inner)))).unread());
  }

  @Test
  public void aClassFileThatIsNoneIsSaidNotToBeRead() {
    Confinement confinement = read(Map.of("org/example/Foo.class", new byte[] {1, 2, 3}));

    assertEquals(
        List.of("org/example/Foo.class: not a class file that can be read"), confinement.unread());
    assertFalse(confinement.isConfined());
  }

  @Test
  public void aJarThatIsNoneIsSaidNotToBeRead() {
    assertEquals(
        List.of("lib/a.jar: not a jar, or an empty one"),
        read(Map.of("lib/a.jar", new byte[] {1, 2, 3})).unread());
  }

  @Test
  public void moreClassesThanTheBoundAreSaidNotToBeRead() {
    Map<String, byte[]> two =
        Map.of(
            "A.class", calling("A", "java/lang/String", "trim"),
            "B.class", calling("B", "java/net/Socket", "x"));

    assertEquals(
        new Confinement(List.of(), 1, List.of("all but the first 1 classes")),
        ConfinementReader.read(new Entries(two), 1));
  }
}
