package ale.guest;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The codes of DEFLATE (RFC 1951, 3.2.2): short for what is used often, at most 15 bits. */
final class Huffman {
  private static final int LONGEST = 15;

  private record Node(long uses, int symbol, Node[] children) {}

  private Huffman() {}

  /** The length of each symbol's code; 0 for those that are not used. */
  static int[] lengths(int[] uses) {
    int[] flatter = uses.clone();
    while (true) {
      int[] lengths = tree(flatter);
      if (Arrays.stream(lengths).max().orElse(0) <= LONGEST) {
        return lengths;
      }
      for (int i = 0; i < flatter.length; i++) {
        flatter[i] = flatter[i] == 0 ? 0 : flatter[i] / 2 + 1;
      }
    }
  }

  private static int[] tree(int[] uses) {
    var queue =
        new PriorityQueue<Node>(
            Comparator.comparingLong(Node::uses).thenComparingInt(Node::symbol));
    for (int symbol = 0; symbol < uses.length; symbol++) {
      if (uses[symbol] > 0) {
        queue.add(new Node(uses[symbol], symbol, new Node[0]));
      }
    }
    int next = uses.length;
    while (queue.size() > 1) {
      Node one = queue.remove();
      Node other = queue.remove();
      queue.add(new Node(one.uses() + other.uses(), next++, new Node[] {one, other}));
    }
    int[] lengths = new int[uses.length];
    measure(queue.remove(), 0, lengths);
    return lengths;
  }

  private static void measure(Node node, int depth, int[] lengths) {
    if (node.children().length == 0) {
      lengths[node.symbol()] = Math.max(1, depth);
    }
    for (Node child : node.children()) {
      measure(child, depth + 1, lengths);
    }
  }

  /** The canonical codes of these lengths, with their bits in the order in which they are sent. */
  static int[] codes(int[] lengths) {
    int[] codes = new int[lengths.length];
    int code = 0;
    for (int length = 1; length <= LONGEST; length++) {
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] == length) {
          codes[symbol] = reversed(code++, length);
        }
      }
      code <<= 1;
    }
    return codes;
  }

  static int reversed(int code, int length) {
    return length == 0 ? 0 : Integer.reverse(code) >>> (32 - length);
  }
}
