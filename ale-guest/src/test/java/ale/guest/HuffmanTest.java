package ale.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HuffmanTest {
  @Test
  void codes_are_complete_and_never_longer_than_the_format_allows() {
    int[] uses = new int[40];
    int one = 1;
    int next = 1;
    for (int i = 0; i < uses.length; i++) {
      uses[i] = one; // Fibonacci's numbers make the deepest tree
      int sum = one + next;
      one = next;
      next = sum;
    }
    int[] lengths = Huffman.lengths(uses);
    for (int length : lengths) {
      assertThat(length).isBetween(1, 15);
    }
    assertThat(Arrays.stream(lengths).mapToDouble(length -> Math.pow(2, -length)).sum())
        .isEqualTo(1.0);
  }

  @Test
  void what_is_used_more_is_never_longer() {
    var random = new Random(3);
    int[] uses = random.ints(286, 0, 10_000).toArray();
    int[] lengths = Huffman.lengths(uses);
    for (int i = 0; i < uses.length; i++) {
      for (int j = 0; j < uses.length; j++) {
        if (uses[i] > uses[j] && uses[j] > 0) {
          assertThat(lengths[i]).isLessThanOrEqualTo(lengths[j]);
        }
      }
    }
  }
}
