package ale.agents;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.AgentInfo;
import ale.core.Content;
import ale.core.ContentPart;
import ale.core.Json;
import ale.core.Step;
import ale.core.Trajectory;
import ale.core.TrajectoryCheck;
import ale.core.TrajectoryRecorder;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Logs that the real programs wrote, shortened; whole, cut off, and as an enemy would write them.
 */
final class NativeLogTest {
  @TempDir Path folder;

  /** A program, and where its logs stand in the user's folder. */
  enum Program {
    CLAUDE_CODE("claude-code", ".claude/projects/p/", ".claude/projects/p/s/subagents/"),
    CODEX("codex", ".codex/sessions/", ".codex/sessions/"),
    GEMINI_CLI("gemini-cli", ".gemini/tmp/p/chats/", ".gemini/tmp/p/chats/s/"),
    QWEN_CODE("qwen-code", ".qwen/projects/p/chats/", ".qwen/projects/p/subagents/s/"),
    OPENCODE("opencode", "", "");

    private final String name;
    private final String main;
    private final String children;

    Program(String name, String main, String children) {
      this.name = name;
      this.main = main;
      this.children = children;
    }

    NativeLog reader(Story story) {
      return switch (this) {
        case CLAUDE_CODE -> new ClaudeLog(story);
        case CODEX -> new CodexLog(story);
        case GEMINI_CLI -> new GeminiLog(story);
        case QWEN_CODE -> new QwenLog(story);
        case OPENCODE -> new OpencodeLog(story);
      };
    }

    /** Contents by path, the main log first. */
    Map<String, byte[]> logs() throws IOException {
      Map<String, byte[]> logs = new TreeMap<>();
      try {
        Path all = Path.of(NativeLogTest.class.getResource("logs/" + name).toURI());
        try (Stream<Path> files = Files.list(all)) {
          for (Path file : files.toList()) {
            String base = file.getFileName().toString();
            boolean child =
                base.startsWith("agent-") || (this == GEMINI_CLI && !base.startsWith("session-"));
            boolean output = base.startsWith("stdout");
            logs.put(
                output ? NativeLog.OUTPUT : (child ? children : main) + base,
                Files.readAllBytes(file));
          }
        }
      } catch (URISyntaxException e) {
        throw new IOException(e);
      }
      return logs;
    }
  }

  /** Reads logs in pieces, as they grow. */
  private Trajectory read(Program program, Map<String, byte[]> logs) {
    Path file = folder.resolve("trajectory.json");
    TrajectoryRecorder recorder =
        new TrajectoryRecorder(file, AgentInfo.of(program.name, "1"), InstantSource.system());
    recorder.append(Step.user(Content.of("Do the job")));
    NativeLog log = program.reader(new Story(recorder, program.name, "1", "Do the job"));
    logs.forEach((path, content) -> {
      if (path.endsWith(".json")) {
        ((OpencodeLog) log)
            .exported(path.replace(".json", ""), new String(content, StandardCharsets.UTF_8));
        return;
      }
      LineFeed feed = new LineFeed(line -> log.line(path, line));
      for (int from = 0; from < content.length; from += 777) {
        feed.feed(Arrays.copyOfRange(content, from, Math.min(content.length, from + 777)));
      }
      feed.end();
    });
    log.end();
    recorder.save();
    assertThat(TrajectoryCheck.ofFile(file)).isEmpty();
    return Json.read(file, Trajectory.class);
  }

  @ParameterizedTest
  @EnumSource
  void tells_calls_results_pictures_tokens_and_sub_agents(Program program) throws IOException {
    Trajectory told = read(program, program.logs());

    List<Step> calling = told.steps().stream().filter(s -> !s.toolCalls().isEmpty()).toList();
    assertThat(calling).hasSizeGreaterThanOrEqualTo(6);
    assertThat(calling).allMatch(s -> s.observation().isPresent());
    assertThat(told.steps().stream().filter(s -> s.llmCalls().equals(java.util.Optional.of(1))))
        .allMatch(s -> s.metrics().flatMap(m -> m.promptTokens()).orElse(0L) > 0);
    assertThat(
            calling.stream()
                .flatMap(s -> s.observation().orElseThrow().results().stream())
                .flatMap(r -> r.content().stream())
                .filter(Content.Parts.class::isInstance)
                .flatMap(c -> ((Content.Parts) c).parts().stream())
                .filter(ContentPart.Image.class::isInstance))
        .isNotEmpty();
    assertThat(told.subagents())
        .singleElement()
        .satisfies(child -> assertThat(child.steps()).hasSizeGreaterThanOrEqualTo(2));
    assertThat(
            calling.stream()
                .flatMap(s -> s.observation().orElseThrow().results().stream())
                .flatMap(r -> r.subagents().stream()))
        .anyMatch(ref -> ref.trajectoryId().equals(told.subagents().getFirst().trajectoryId()));
  }

  @ParameterizedTest
  @EnumSource
  void makes_a_trajectory_of_a_log_that_is_cut_off_anywhere(Program program) throws IOException {
    int most = read(program, program.logs()).steps().size();
    Map<String, byte[]> whole = program.logs();
    for (int share = 0; share < 40; share++) {
      Map<String, byte[]> cut = new TreeMap<>();
      int part = share;
      whole.forEach(
          (path, content) -> cut.put(path, Arrays.copyOf(content, content.length * part / 40)));
      assertThat(read(program, cut).steps()).hasSizeBetween(1, most + 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void makes_a_trajectory_of_a_log_that_an_enemy_has_changed(Program program) throws IOException {
    Map<String, byte[]> whole = program.logs();
    for (long seed = 0; seed < 40; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Map<String, byte[]> changed = new TreeMap<>();
      whole.forEach((path, content) -> changed.put(path, changed(content, random)));
      assertThat(read(program, changed).steps()).as("seed " + seed).isNotEmpty();
    }
  }

  /** Values of other types, other lengths and other places than any program would write. */
  private static byte[] changed(byte[] content, SplittableRandom random) {
    List<String> values =
        List.of(
            "null",
            "[]",
            "{}",
            "-1",
            "1e999",
            "true",
            "\"\"",
            "\"\\ud800\"",
            "[[[[]]]]",
            "\"" + "x".repeat(300_000) + "\"",
            "[".repeat(400) + "]".repeat(400));
    StringBuilder text = new StringBuilder();
    for (String line : new String(content, StandardCharsets.UTF_8).split("\n", -1)) {
      int colon = line.indexOf("\":", random.nextInt(Math.max(1, line.length())));
      int end = colon < 0 ? -1 : line.indexOf(',', colon);
      boolean change = random.nextInt(3) == 0 && end > 0;
      String value = values.get(random.nextInt(values.size()));
      text.append(change ? line.substring(0, colon + 2) + value + line.substring(end) : line);
      text.append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
