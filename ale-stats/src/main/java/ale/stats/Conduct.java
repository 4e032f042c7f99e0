package ale.stats;

import ale.core.Observation;
import ale.core.Step;
import ale.core.StepSource;
import ale.core.ToolCall;
import ale.core.Trajectory;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an agent did in one trial, counted by rule from its trajectory.
 *
 * <p>A call is an <em>error</em> if its result says so in the words of shells and tools. A row of
 * errors of one tool is one error met; it is overcome if the same tool later gives a result that is
 * no error. The work is <em>verified</em> if, after the last call that writes a declared output, a
 * call looks at one: it names the file without writing it, or takes a screenshot.
 *
 * @param calls of tools
 * @param gui calls that see or touch the screen
 * @param shell calls of a shell
 * @param errors rows of failed calls
 * @param overcome of these
 * @param verified whether the agent looked at what it had made
 */
public record Conduct(
    int calls,
    int gui,
    int shell,
    @JsonProperty("errors_met") int errors,
    @JsonProperty("errors_overcome") int overcome,
    boolean verified) {
  private static final Pattern GUI =
      Pattern.compile(
          "(.*_)?(screenshot|screen|zoom|click|double_click|right_click|move|drag|scroll|type|key"
              + "|keys|hotkey|press|mouse_\\w+|computer|wait_for_screen|cursor_position|clipboard)");
  private static final Pattern SEEING = Pattern.compile("(.*_)?(screenshot|screen|zoom)");
  private static final Pattern SHELL =
      Pattern.compile(
          "(.*_)?(bash|shell|exec|exec_command|run_shell_command|local_shell|execute|terminal"
              + "|run_command|write_stdin|python)");
  private static final Pattern WRITER =
      Pattern.compile("(.*_)?(write|write_file|edit|multi_?edit|apply_patch|replace|create|patch)");
  private static final Pattern WRITING =
      Pattern.compile(
          "(^|[^0-9&<>-])>>?(?!&)|\\b(tee|cp|mv|install|touch|sed -i)\\b|\\.(save|write|to_csv"
              + "|to_excel|dump)\\w*\\(|open\\([^)]*['\"][wax]b?\\+?\\\\?['\"]");
  private static final Pattern FAILED =
      Pattern.compile(
          "(?im)exit(ed)?[ _](with )?(code|status)[:= ]+\"?[1-9]|^Exit Code: [1-9]"
              + "|Traceback \\(most recent call last\\)|command not found|No such file or directory"
              + "|Permission denied|^(\\S+: )?(fatal )?error: *+(?!\\(none\\)|null|none)|<error>|<tool_use_error>"
              + "|\"is_?error\": ?true|timed out after|Segmentation fault");
  private static final int READ = 4_000;

  /**
   * Reads a trajectory.
   *
   * @param outputs file names of the declared outputs
   */
  public static Conduct of(Trajectory trajectory, List<String> outputs) {
    int calls = 0;
    int gui = 0;
    int shell = 0;
    int errors = 0;
    int overcome = 0;
    boolean verified = false;
    Set<String> failing = new HashSet<>();
    for (Call call : calls(trajectory)) {
      String name = call.call().name().toLowerCase(Locale.ROOT);
      calls++;
      gui += GUI.matcher(name).matches() ? 1 : 0;
      shell += SHELL.matcher(name).matches() ? 1 : 0;
      if (call.failed()) {
        errors += failing.add(name) ? 1 : 0;
      } else {
        overcome += failing.remove(name) ? 1 : 0;
      }
      String arguments = ends(call.call().arguments().toString());
      boolean named = outputs.stream().anyMatch(arguments::contains);
      boolean writes = WRITER.matcher(name).matches() || WRITING.matcher(arguments).find();
      if (named && writes) {
        verified = false;
      } else if (!call.failed() && (named || SEEING.matcher(name).matches())) {
        verified = true;
      }
    }
    return new Conduct(calls, gui, shell, errors, overcome, verified);
  }

  private record Call(ToolCall call, boolean failed) {}

  private static List<Call> calls(Trajectory trajectory) {
    List<Call> calls = new ArrayList<>();
    for (Step step : trajectory.steps()) {
      if (step.source() == StepSource.AGENT && !step.copiedContext().orElse(false)) {
        for (ToolCall call : step.toolCalls()) {
          calls.add(new Call(call, failed(step.observation(), call.id())));
        }
      }
    }
    return calls;
  }

  private static boolean failed(Optional<Observation> observation, String call) {
    return observation.map(Observation::results).orElse(List.of()).stream()
        .filter(r -> r.callId().map(call::equals).orElse(false))
        .anyMatch(r -> r.content().map(c -> FAILED.matcher(ends(c.plain())).find()).orElse(false));
  }

  /** Beginning and end of a text that may be of any length. */
  private static String ends(String text) {
    return text.length() <= 2 * READ
        ? text
        : text.substring(0, READ) + "\n" + text.substring(text.length() - READ);
  }
}
