package ale.runner;

import ale.core.Check;
import ale.core.Digest;
import ale.core.FaultException;
import ale.core.FaultSource;
import ale.core.Grade;
import ale.core.Json;
import ale.guest.Command;
import ale.guest.ExecResult;
import ale.guest.GuestClient;
import ale.guest.GuestException;
import ale.guest.Output;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The grading of what was collected, in a second, clean sandbox: the outputs at their original
 * paths, the instance's {@code tests/}, what the task lets a grader reach, and nothing that an
 * agent ever ran in.
 */
final class Grading {
  private static final String LOGS = "/logs/verifier/";
  private static final int MAX_FILE = 8 << 20;

  private final Machinery machinery;
  private final InstancePlan plan;
  private final Path folder;
  private final Consumer<Map<String, Object>> reference;

  /**
   * @param folder the attempt's
   * @param reference is told before the reference is staged, and must not return before that is
   *     written down
   */
  Grading(
      Machinery machinery,
      InstancePlan plan,
      Path folder,
      Consumer<Map<String, Object>> reference) {
    this.machinery = machinery;
    this.plan = plan;
    this.folder = folder;
    this.reference = reference;
  }

  Grade run(Map<String, Object> facts) throws IOException {
    try (Sandbox room =
        machinery
            .provider()
            .open(
                SandboxSpec.of(
                        plan.graderImage(machinery.images()),
                        plan.graderResources(),
                        SandboxSpec.Tools.GRADER)
                    .withNetwork(plan.graderNetwork()))) {
      facts.put("sandbox", room.id());
      facts.put("network", plan.graderNetwork().words());
      stage(room);
      test(room.guest());
      Grade grade = read(room.guest());
      Json.write(folder.resolve("grade.json"), grade);
      facts.put("score", grade.score());
      return grade;
    }
  }

  private void stage(Sandbox room) throws IOException {
    GuestClient guest = room.guest();
    Path outputs = folder.resolve("output");
    Map<String, Path> named = new TreeMap<>();
    Digest.files(outputs).forEach(f -> named.put(outputs.relativize(f).toString(), f));
    Staging.put(named, guest, "/");
    reference.accept(
        Map.of(
            ProofOrder.REFERENCE,
            "tests",
            "sandbox",
            room.id(),
            ProofOrder.OUTPUTS,
            Digest.ofFolder(outputs)));
    Staging.put(plan.tests(), guest, "/tests");
  }

  private void test(GuestClient guest) throws IOException {
    Path log = folder.resolve("grader.log");
    try (BoundedFile out = new BoundedFile(log)) {
      ExecResult result =
          guest.exec(
              Command.shell("chmod -R u+rwX /tests; chmod +x /tests/test.sh; exec /tests/test.sh")
                  .in(plan.workDirectory())
                  .within(plan.gradingLimit()),
              out);
      if (result.timedOut()) {
        throw new FaultException(
            FaultSource.GRADER,
            "the grader did not end within " + plan.gradingLimit().toSeconds() + " s; see " + log);
      }
      out.note("\n[exit code " + result.exitCode() + "]\n");
    }
  }

  /** {@code reward.json} first, then {@code reward.txt}; {@code grade.json} has our own checks. */
  private Grade read(GuestClient guest) {
    Optional<String> json = file(guest, "reward.json");
    Optional<String> text = json.isPresent() ? Optional.empty() : file(guest, "reward.txt");
    if (json.isEmpty() && text.isEmpty()) {
      throw graderFault(
          "the grader ended without a reward; its last words are in "
              + folder.resolve("grader.log"));
    }
    Map<String, Double> rewards =
        json.isPresent() ? rewards(json.get()) : Map.of("reward", number(text.orElse("")));
    Optional<String> grade = file(guest, "grade.json");
    if (grade.isPresent()) {
      try {
        return Json.read(grade.get(), Grade.class);
      } catch (JacksonException | IllegalArgumentException e) {
        throw graderFault("the grader's grade.json is not a grade: " + e.getMessage());
      }
    }
    double score = score(rewards);
    return new Grade(
        Grade.FORMAT,
        score,
        List.of(
            new Check(
                "reward",
                "tests/test.sh",
                "rewards " + rewards,
                1,
                score,
                false,
                Optional.empty())),
        List.of(),
        rewards);
  }

  private static double score(Map<String, Double> rewards) {
    double score =
        Optional.ofNullable(rewards.get("reward"))
            .orElseGet(
                () -> rewards.values().stream().mapToDouble(d -> d).average().orElse(Double.NaN));
    if (!(score >= 0 && score <= 1)) {
      throw graderFault("the grader's reward " + score + " is not in 0..1");
    }
    return score;
  }

  private static Map<String, Double> rewards(String json) {
    Map<String, Double> rewards = new LinkedHashMap<>();
    try {
      JsonNode tree = Json.tree(json);
      for (Map.Entry<String, JsonNode> e : tree.properties()) {
        if (!e.getValue().isNumber()) {
          throw graderFault("reward.json: " + e.getKey() + " is not a number");
        }
        rewards.put(e.getKey(), e.getValue().doubleValue());
      }
    } catch (JacksonException e) {
      throw graderFault("the grader's reward.json is not JSON: " + e.getOriginalMessage());
    }
    if (rewards.isEmpty()) {
      throw graderFault("the grader's reward.json is empty");
    }
    return rewards;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw graderFault("the grader's reward.txt is not a number: " + text.strip());
    }
  }

  private static FaultException graderFault(String message) {
    return new FaultException(FaultSource.GRADER, message);
  }

  private static Optional<String> file(GuestClient guest, String name) {
    try {
      return Optional.of(new String(guest.read(LOGS + name, 0, MAX_FILE), StandardCharsets.UTF_8));
    } catch (GuestException e) {
      if (e.code() == GuestException.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A log that a grader cannot fill the disk with. */
  private static final class BoundedFile implements Output, AutoCloseable {
    private static final long MOST = 16L << 20;
    private final java.io.OutputStream out;
    private long written;

    BoundedFile(Path path) throws IOException {
      out = Files.newOutputStream(path);
    }

    void note(String text) {
      keep(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void stdout(byte[] bytes) {
      keep(bytes);
    }

    @Override
    public void stderr(byte[] bytes) {
      keep(bytes);
    }

    private synchronized void keep(byte[] bytes) {
      try {
        if (written < MOST) {
          out.write(bytes, 0, (int) Math.min(bytes.length, MOST - written));
          written += bytes.length;
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
