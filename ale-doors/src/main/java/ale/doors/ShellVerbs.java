package ale.doors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The commands that run and start programs, and those about the desktop as a whole. */
final class ShellVerbs {
  /** A command without a limit may take as long as this. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String ENVIRONMENT =
      "printf %s \"${DESKTOP_SESSION:-${XDG_CURRENT_DESKTOP:-unknown}}\" | tr A-Z a-z";

  /** Whichever program of the many there are for this is installed. */
  private static final String WALLPAPER =
      """
      [ -f "$1" ] || { echo "there is no file $1" >&2; exit 1; }
      has() { command -v "$1" >/dev/null 2>&1; }
      if has feh; then exec feh --no-fehbg --bg-fill "$1"
      elif has hsetroot; then exec hsetroot -cover "$1"
      elif has xwallpaper; then exec xwallpaper --zoom "$1"
      elif has pcmanfm; then exec pcmanfm --set-wallpaper "$1"
      elif has display; then exec display -window root "$1"
      else echo "not supported: no program that sets a wallpaper is installed" >&2; exit 1
      fi
      """;

  private static final String DETACHED =
      """
      command -v -- "$1" >/dev/null 2>&1 || { echo "there is no program $1" >&2; exit 1; }
      "$@" >/dev/null 2>&1 </dev/null &
      echo $!
      """;

  private final Machine machine;
  private final Folder folder;

  ShellVerbs(Machine machine, Folder folder) {
    this.machine = machine;
    this.folder = folder;
  }

  List<Verb> all() {
    return List.of(
        Verb.named("run_command").needs("command").takes("timeout", null).answers(this::run),
        Verb.named("get_desktop_environment")
            .answers(_ -> Map.of("environment", script(ENVIRONMENT).out())),
        Verb.named("set_wallpaper")
            .needs("path")
            .does(
                a -> script(WALLPAPER, folder.absolute(a.string("path"))).orThrow("the wallpaper")),
        Verb.named("open").needs("target").does(this::open),
        Verb.named("launch").needs("app").takes("args", null).answers(this::launch));
  }

  private Map<String, Object> run(Arguments arguments) {
    String command = arguments.string("command");
    var seconds = arguments.seconds("timeout");
    Duration timeout =
        seconds.isEmpty()
            ? LONGEST
            : Duration.ofNanos(Math.max(1_000_000, (long) (seconds.getAsDouble() * 1e9)));
    Ran ran = machine.run(machine.shell(command), new byte[0], timeout);
    var reply = new LinkedHashMap<String, Object>();
    reply.put("success", !ran.timedOut());
    reply.put("stdout", ran.timedOut() ? "" : ran.out());
    reply.put(
        "stderr",
        ran.timedOut()
            ? "Command timed out after "
                + Coordinates.written(seconds.orElse((double) LONGEST.toSeconds()))
                + "s"
            : ran.err());
    reply.put("return_code", ran.timedOut() ? -1 : ran.exitCode());
    return reply;
  }

  private void open(Arguments arguments) {
    String target = arguments.string("target");
    boolean page = target.startsWith("http://") || target.startsWith("https://");
    script(DETACHED, "xdg-open", page ? target : folder.absolute(target)).orThrow("xdg-open");
  }

  private Map<String, Object> launch(Arguments arguments) {
    var argv = new ArrayList<String>();
    if (arguments.has("args") && !arguments.strings("args").isEmpty()) {
      argv.add(arguments.string("app"));
      argv.addAll(arguments.strings("args"));
    } else {
      // such as "libreoffice --writer"
      argv.addAll(List.of("sh", "-c", arguments.string("app")));
    }
    Ran ran = script(DETACHED, argv.toArray(String[]::new)).orThrow("launching");
    return Map.of("pid", Long.parseLong(ran.out().strip()));
  }

  private Ran script(String script, String... arguments) {
    var argv = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    argv.addAll(List.of(arguments));
    return machine.run(argv, new byte[0], PATIENCE);
  }
}
