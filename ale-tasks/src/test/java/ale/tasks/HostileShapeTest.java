package ale.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Pictures, meshes and volumes that are meant to break a grader. */
final class HostileShapeTest extends HostileOutput {
  static byte[] png(int width, int height) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    chunk(
        out,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 6, 0, 0, 0})
            .array());
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater =
        new DeflaterOutputStream(data, new Deflater(Deflater.BEST_COMPRESSION))) {
      zeros(deflater, 4);
    }
    chunk(out, "IDAT", data.toByteArray());
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void chunk(OutputStream out, String type, byte[] data) throws IOException {
    byte[] body =
        ByteBuffer.allocate(4 + data.length)
            .put(type.getBytes(StandardCharsets.US_ASCII))
            .put(data)
            .array();
    CRC32 crc = new CRC32();
    crc.update(body);
    out.write(ByteBuffer.allocate(4).putInt(data.length).array());
    out.write(body);
    out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  @Test
  void pictures_that_are_too_large_torn_or_of_another_format() throws IOException {
    refuses(deliver("huge.png", png(2_000_000_000, 2_000_000_000)), submission::image, "pixels");
    refuses(deliver("wide.png", png(50_000_000, 1)), submission::image, "pixels");
    refuses(deliver("torn.png", png(6000, 6000)), submission::image, "picture");
    refuses(deliver("text.png", "not a picture"), submission::image, "known format");
    BufferedImage small = new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB);
    ByteArrayOutputStream tiff = new ByteArrayOutputStream();
    ImageIO.write(small, "tiff", tiff);
    refuses(deliver("a.tiff", tiff.toByteArray()), submission::image, "format tif");
    for (String format : new String[] {"png", "jpg", "gif", "bmp"}) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(small, format, out);
      assertThat(submission.image(deliver("good." + format, out.toByteArray())).getWidth())
          .isEqualTo(4);
    }
  }

  private static byte[] stl(int said, float... coordinates) {
    ByteBuffer out =
        ByteBuffer.allocate(84 + 50 * (coordinates.length / 9)).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(80, said);
    for (int i = 0; i < coordinates.length; i++) {
      out.putFloat(84 + 50 * (i / 9) + 12 + 4 * (i % 9), coordinates[i]);
    }
    return out.array();
  }

  @Test
  void meshes_that_are_torn_empty_or_not_finite() throws IOException {
    float[] triangle = {0, 0, 0, 1, 0, 0, 0, 1, 0};
    assertThat(submission.mesh(deliver("good.stl", stl(1, triangle))).count()).isEqualTo(1);
    refuses(deliver("less.stl", stl(2, triangle)), submission::mesh, "STL");
    refuses(deliver("most.stl", stl(-1, triangle)), submission::mesh, "STL");
    refuses(deliver("none.stl", stl(0)), submission::mesh, "without a triangle");
    triangle[4] = Float.NaN;
    refuses(deliver("nan.stl", stl(1, triangle)), submission::mesh, "not a finite number");
    refuses(deliver("solid.stl", "solid x\nendsolid"), submission::mesh, "without a triangle");
    refuses(deliver("corner.stl", "solid x vertex 1 2 3"), submission::mesh, "corners");
    refuses(deliver("torn.stl", "solid x vertex 1 2"), submission::mesh, "STL");
    refuses(deliver("word.stl", "solid x vertex 1 2 three"), submission::mesh, "STL");
    refuses(
        deliver("inf.stl", "solid vertex 1 2 3 vertex 1 2 Infinity vertex 1 1 1"),
        submission::mesh,
        "finite");
    refuses(deliver("empty.stl", ""), submission::mesh, "STL");
    refuses(
        deliver("many.stl", "solid " + "vertex 0 0 0 ".repeat(4_000_000)),
        submission::mesh,
        "triangles");
  }

  static byte[] nifti(int width, int height, int depth, int type, int data) {
    ByteBuffer out = ByteBuffer.allocate(352 + data).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0, 348).putShort(40, (short) 3);
    out.putShort(42, (short) width).putShort(44, (short) height).putShort(46, (short) depth);
    out.putShort(70, (short) type).putFloat(108, 352);
    out.putFloat(80, 1).putFloat(84, 1).putFloat(88, 2);
    out.put(344, new byte[] {'n', '+', '1', 0});
    return out.array();
  }

  private static byte[] changed(byte[] volume, int at, float value) {
    ByteBuffer.wrap(volume).order(ByteOrder.LITTLE_ENDIAN).putFloat(at, value);
    return volume;
  }

  @Test
  void volumes_that_are_torn_huge_or_nowhere() throws IOException {
    assertThat(submission.nifti(deliver("good.nii", nifti(2, 2, 2, 2, 8))).voxelVolume())
        .isEqualTo(2);
    refuses(deliver("torn.nii", nifti(2, 2, 2, 2, 7)), submission::nifti, "fewer voxels");
    refuses(deliver("head.nii", new byte[100]), submission::nifti, "only 100 bytes");
    refuses(deliver("noise.nii", new byte[1000]), submission::nifti, "header");
    refuses(deliver("huge.nii", nifti(32767, 32767, 32767, 2, 8)), submission::nifti, "voxels");
    refuses(deliver("minus.nii", nifti(-2, -2, 2, 2, 8)), submission::nifti, "voxels");
    refuses(deliver("type.nii", nifti(2, 2, 2, 128, 24)), submission::nifti, "data type 128");
    for (float offset : new float[] {Float.NaN, -1, 1e30f, 0}) {
      refuses(
          deliver("offset" + offset + ".nii", changed(nifti(2, 2, 2, 2, 8), 108, offset)),
          submission::nifti,
          "fewer voxels");
    }
    for (float size : new float[] {Float.NaN, 0, Float.POSITIVE_INFINITY}) {
      refuses(
          deliver("size" + size + ".nii", changed(nifti(2, 2, 2, 2, 8), 80, size)),
          submission::nifti,
          "cubic millimetres");
    }
  }

  @Test
  void volumes_that_inflate_without_end() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(nifti(2, 2, 2, 2, 8));
      zeros(gzip, 260);
    }
    refuses(deliver("bomb.nii.gz", bomb.toByteArray()), submission::nifti, "inflates to more");
    ByteArrayOutputStream good = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(good)) {
      gzip.write(nifti(2, 2, 2, 2, 8));
    }
    assertThat(submission.nifti(deliver("good.nii.gz", good.toByteArray())).values()).hasSize(8);
    byte[] half = Arrays.copyOf(good.toByteArray(), good.size() / 2);
    refuses(deliver("half.nii.gz", half), submission::nifti, "NIfTI");
  }
}
