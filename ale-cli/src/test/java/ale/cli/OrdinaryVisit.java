package ale.cli;

import ale.core.Json;
import ale.guest.GuestClient;
import ale.sandbox.Death;
import ale.sandbox.Image;
import ale.sandbox.Provider;
import ale.sandbox.Resources;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxSpec;
import ale.sandbox.ScreenSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A program that an ordinary user starts: the life of one sandbox, told as one line of JSON. */
final class OrdinaryVisit {
  /** Tells how many programs it could start, and ends them. */
  private static final String FORKS =
      """
      cat > forks.py <<'END'
      import os, time
      born = []
      while len(born) < 3000:
          try:
              child = os.fork()
          except OSError:
              break
          if child == 0:
              time.sleep(100)
              os._exit(0)
          born.append(child)
      for child in born:
          os.kill(child, 9)
      print(len(born))
      END
      python3 forks.py
      """;

  private OrdinaryVisit() {}

  public static void main(String[] arguments) throws IOException {
    Preparation preparation = new Preparation(Places.standard(), Screen::say);
    Image image = preparation.images().ensure("minimal", Screen::say);
    Provider provider = preparation.provider();
    SandboxSpec spec =
        SandboxSpec.of(image, Resources.of(1, 512, 64), SandboxSpec.Tools.GUEST)
            .withScreen(ScreenSize.STANDARD);
    Map<String, Object> told = new LinkedHashMap<>();
    Path into = Places.standard().state().resolve("collected");
    try (Sandbox.Mortal sandbox = (Sandbox.Mortal) provider.open(spec)) {
      GuestClient guest = sandbox.guest();
      told.put("who", Lab.sh(sandbox, "id -u").text().strip());
      guest.write("/home/agent/work/a.txt", "in and out".getBytes(StandardCharsets.UTF_8), 0644);
      told.put("screen", guest.screenshot().length);
      told.put("forks", Integer.valueOf(Lab.sh(sandbox, FORKS).text().strip()));
      Lab.sh(sandbox, "setsid sleep 1000 >/dev/null 2>&1 &");
      Death death = sandbox.kill();
      told.put("killed", death.killed());
      told.put("proof", death.groups());
      told.put("remaining", death.remaining());
      sandbox.collect(List.of(new Sandbox.Wanted("/home/agent/work/a.txt", "main")), into);
      told.put("collected", Files.readString(into.resolve("home/agent/work/a.txt")));
    }
    told.put("left", provider.list().size());
    Screen.out(Json.line(told));
  }
}
