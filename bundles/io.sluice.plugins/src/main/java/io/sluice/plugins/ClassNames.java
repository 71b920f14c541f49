// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/**
 * What a class file names that reaches the network. Its constant pool tells (JVMS, section 4.4): no
 * method is looked into.
 *
 * @param name the name of the class itself
 * @param reached what it names
 */
record ClassNames(String name, Set<String> reached) {

  private static final int CLASS = 7;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;

  /**
   * Reads a class file.
   *
   * @throws RuntimeException of some kind if it is none, or newer than what can be read
   */
  static ClassNames read(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    Set<String> reached = new LinkedHashSet<>();
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int i = 1; i < reader.getItemCount(); i++) {
      int item = reader.getItem(i);
      if (item != 0) {
        reached(reader, item, buffer).ifPresent(reached::add);
      }
    }
    return new ClassNames(reader.getClassName().replace('/', '.'), reached);
  }

  /** An item's tag is the byte before it. */
  private static Optional<String> reached(ClassReader reader, int item, char[] buffer) {
    return switch (reader.readByte(item - 1)) {
      case CLASS -> NetworkApis.ofClass(element(reader.readUTF8(item, buffer)));
      case METHOD, INTERFACE_METHOD -> {
        int nameAndType = reader.getItem(reader.readUnsignedShort(item + 2));
        yield NetworkApis.ofMethod(
            reader.readClass(item, buffer), reader.readUTF8(nameAndType, buffer));
      }
      default -> Optional.empty();
    };
  }

  /** An array is named by its descriptor; what counts is what it is of. */
  private static String element(String name) {
    return name.startsWith("[") && name.endsWith(";")
        ? name.substring(name.lastIndexOf('[') + 2, name.length() - 1)
        : name;
  }
}
