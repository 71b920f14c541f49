// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from numbers that are not negative. A map with one entry more, less or another
 * shares all with the one it was made from but the way to that entry, which is as long as the
 * logarithm of their number; and two such maps are compared by what they do not share.
 *
 * <p>It is a binary trie in which each fork tells apart keys by the highest bit that they differ
 * in. So the same entries make the same forks, in whatever order they came. To look up a key
 * allocates nothing.
 *
 * @param <V> the type of the values
 */
final class NumberedMap<V> {

  private static final NumberedMap<?> EMPTY = new NumberedMap<>(null);

  private final @Nullable Node<V> root;

  private NumberedMap(@Nullable Node<V> root) {
    this.root = root;
  }

  private sealed interface Node<V> {

    /** What all keys below have in common, with zeros for what they have not. */
    long prefix();

    /** The one bit that decides between left and right, 0 where there is no more to decide. */
    long bit();
  }

  private record Leaf<V>(long prefix, V value) implements Node<V> {

    @Override
    public long bit() {
      return 0;
    }
  }

  private record Fork<V>(long prefix, long bit, Node<V> left, Node<V> right) implements Node<V> {

    Node<V> side(long key) {
      return (key & bit) == 0 ? left : right;
    }

    Fork<V> withSide(long key, Node<V> side) {
      return (key & bit) == 0
          ? new Fork<>(prefix, bit, side, right)
          : new Fork<>(prefix, bit, left, side);
    }
  }

  @SuppressWarnings("unchecked") // It holds no value of any type.
  static <V> NumberedMap<V> empty() {
    return (NumberedMap<V>) EMPTY;
  }

  @Nullable V get(long key) {
    Node<V> node = root;
    while (node instanceof Fork<V> fork) {
      node = fork.side(key);
    }
    return node instanceof Leaf<V> leaf && leaf.prefix() == key ? leaf.value() : null;
  }

  /** The map with an entry, in place of the one of the same key. */
  NumberedMap<V> with(long key, V value) {
    if (key < 0) {
      throw new IllegalArgumentException("a negative key: " + key);
    }
    Leaf<V> leaf = new Leaf<>(key, value);
    return new NumberedMap<>(root == null ? leaf : with(root, leaf));
  }

  private static <V> Node<V> with(Node<V> node, Leaf<V> leaf) {
    long key = leaf.prefix();
    long differing = Long.highestOneBit(node.prefix() ^ key);
    if (differing > node.bit()) {
      long prefix = key & -(differing << 1);
      return (key & differing) == 0
          ? new Fork<>(prefix, differing, leaf, node)
          : new Fork<>(prefix, differing, node, leaf);
    }
    return node instanceof Fork<V> fork ? fork.withSide(key, with(fork.side(key), leaf)) : leaf;
  }

  /** The map without the entry of a key. */
  NumberedMap<V> without(long key) {
    Node<V> rest = root == null ? null : without(root, key);
    return rest == root ? this : new NumberedMap<>(rest);
  }

  private static <V> @Nullable Node<V> without(Node<V> node, long key) {
    if (node instanceof Fork<V> fork) {
      Node<V> side = fork.side(key);
      Node<V> rest = without(side, key);
      if (rest == null) {
        return side == fork.left() ? fork.right() : fork.left();
      }
      return rest == side ? fork : fork.withSide(key, rest);
    }
    return node.prefix() == key ? null : node;
  }

  /** Shows all values, by their keys in ascending order. */
  void forEach(Consumer<V> taker) {
    forEachOtherThan(empty(), taker);
  }

  /** Shows the values that are not the very ones that another map has under the same keys. */
  void forEachOtherThan(NumberedMap<V> before, Consumer<V> taker) {
    if (root != null) {
      show(root, before.root, taker);
    }
  }

  private static <V> void show(Node<V> node, @Nullable Node<V> before, Consumer<V> taker) {
    Node<V> same = before;
    while (same instanceof Fork<V> fork && fork.bit() > node.bit()) {
      same = fork.side(node.prefix());
    }
    if (same == node) {
      return;
    }
    if (node instanceof Fork<V> fork) {
      show(fork.left(), same, taker);
      show(fork.right(), same, taker);
    } else if (node instanceof Leaf<V> leaf && !isSame(leaf, same)) {
      taker.accept(leaf.value());
    }
  }

  private static <V> boolean isSame(Leaf<V> leaf, @Nullable Node<V> other) {
    return other instanceof Leaf<V> that
        && that.prefix() == leaf.prefix()
        && that.value() == leaf.value();
  }
}
