package ale.doors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_ERR)
class DoorsMainTest {
  @Test
  void wrong_usage_is_explained_and_ends_with_two() {
    assertThat(complaint()).contains("doors serve DESKTOP");
    assertThat(complaint("fly")).contains("doors serve DESKTOP");
    assertThat(complaint("serve")).contains("--display :N or --guest SOCKET");
    assertThat(complaint("serve", "--display")).contains("--display needs a value");
    assertThat(complaint("serve", "--display", ":1", "--prot", "1")).contains("\"--prot\"");
    assertThat(complaint("serve", "--display", ":1", "--port", "many")).contains("\"many\"");
    assertThat(complaint("serve", "--display", ":1", "--port", "70000")).contains("70000");
    assertThat(complaint("serve", "--display", ":1", "--no-auth", "--token", "t"))
        .contains("exclude each other");
    assertThat(complaint("serve", "--display", ":1", "--no-auth", "--host", "0.0.0.0"))
        .contains("without a token");
    assertThat(complaint("serve", "--display", ":1", "--tools", "all")).contains("not for serve");
    assertThat(complaint("serve", "--display", ":1", "--token", " ")).contains("token is empty");
    assertThat(complaint("mcp", "--display", ":1", "--port", "1")).contains("not for mcp");
    assertThat(complaint("mcp", "--display", ":1", "--tools", "none")).contains("cua-desktop");
    assertThat(complaint("serve", "--driver", "robot", "--display", ":1")).contains("--display");
    assertThat(complaint("serve", "--driver", "hand")).contains("robot or x11");
    assertThat(complaint("mcp", "--display", ":1", "--guest", "s")).contains("which desktop");
  }

  private static String complaint(String... arguments) {
    PrintStream old = System.err;
    var said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(DoorsMain.run(List.of(arguments))).isEqualTo(2);
    } finally {
      System.setErr(old);
    }
    return said.toString(StandardCharsets.UTF_8);
  }
}
