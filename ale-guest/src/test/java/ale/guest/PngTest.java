package ale.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngTest {
  @ParameterizedTest
  @CsvSource({"1,1,1", "640,480,2", "17,333,256", "1280,800,16777216"})
  void another_decoder_reads_the_same_pixels(int width, int height, int colours)
      throws IOException {
    Random random = new Random(9);
    int[] rgb = new int[width * height];
    for (int i = 0; i < rgb.length; i++) {
      boolean run = i > 0 && random.nextInt(10) > 0;
      rgb[i] = run ? rgb[i - 1] : random.nextInt(colours);
    }
    byte[] png = Png.encode(new Picture(width, height, rgb, 1));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    int[] read = image.getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < read.length; i++) {
      read[i] &= 0xffffff;
    }
    assertThat(read).isEqualTo(rgb);
  }

  @Test
  void a_screen_with_windows_on_it_is_read_back_and_small() throws IOException {
    int width = 1920;
    int height = 1080;
    int[] rgb = new int[width * height];
    Arrays.fill(rgb, 0x2e3440);
    Random random = new Random(4);
    for (int y = 200; y < 900; y++) {
      for (int x = 300; x < 1500; x++) {
        boolean ink = y % 16 < 10 && x % 8 < 6 && random.nextInt(4) == 0;
        rgb[y * width + x] = ink ? 0x101010 : 0xfafafa;
      }
    }
    byte[] png = Png.encode(new Picture(width, height, rgb, 1));
    int[] read =
        ImageIO.read(new ByteArrayInputStream(png)).getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < read.length; i++) {
      read[i] &= 0xffffff;
    }
    assertThat(read).isEqualTo(rgb);
    assertThat(png.length).isLessThan(width * height / 4);
    byte[] empty = Png.encode(new Picture(width, height, new int[width * height], 1));
    assertThat(empty.length).isLessThan(12_000);
  }
}
