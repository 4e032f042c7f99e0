package ale.runner;

import ale.core.Digest;
import ale.core.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What makes a finished trial tamper-evident: {@code seal.json}, a chain of digests over every file
 * of the trial but the journal's last line, the seal itself and the lease, signed.
 *
 * @param format version of this file's format
 * @param trial its name
 * @param journalLines how many lines of the journal the seal covers
 * @param links one for each file, sorted by path
 * @param root the last link's chain
 * @param publicKey whose signature it is
 * @param signature Ed25519 over {@code format, trial and root}, joined by line ends
 */
public record Seal(
    String format,
    String trial,
    int journalLines,
    List<Link> links,
    String root,
    String publicKey,
    String signature) {
  static final String FORMAT = "ale-seal-1";
  private static final String FILE = "seal.json";
  private static final String JOURNAL = "journal.jsonl";

  /** One file: {@code chain = sha256(previous chain NUL path NUL sha256)}. */
  public record Link(String path, String sha256, String chain) {}

  public Seal {
    links = List.copyOf(links);
  }

  static Seal make(Path trial, Examiner examiner) {
    String name = String.valueOf(trial.getFileName());
    int lines = journal(trial).size();
    List<Link> links = links(trial, lines);
    String root = links.isEmpty() ? "" : links.getLast().chain();
    return new Seal(
        FORMAT, name, lines, links, root, examiner.publicKey(), examiner.sign(signed(name, root)));
  }

  private static String signed(String trial, String root) {
    return FORMAT + "\n" + trial + "\n" + root;
  }

  private static List<String> journal(Path trial) {
    try {
      return Files.readAllLines(trial.resolve(JOURNAL));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Link> links(Path trial, int lines) {
    List<Link> links = new ArrayList<>();
    String chain = "";
    for (Path file : Digest.files(trial)) {
      String path = trial.relativize(file).toString();
      if (path.equals(FILE) || Lease.FILES.contains(path)) {
        continue;
      }
      String sha =
          path.equals(JOURNAL)
              ? Digest.of(String.join("\n", journal(trial).stream().limit(lines).toList()) + "\n")
              : Digest.ofFile(file);
      chain = Digest.of(chain + "\0" + path + "\0" + sha);
      links.add(new Link(path, sha, chain));
    }
    return links;
  }

  /** What is wrong with a sealed trial; empty if it is as it was sealed. */
  public static List<String> verify(Path trial) {
    Path file = trial.resolve(FILE);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return List.of("it is not sealed");
    }
    Seal seal = Json.read(file, Seal.class);
    List<String> wrong = new ArrayList<>();
    if (!Examiner.verify(seal.publicKey(), signed(seal.trial(), seal.root()), seal.signature())) {
      wrong.add("the signature does not fit");
    }
    if (!seal.trial().equals(String.valueOf(trial.getFileName()))) {
      wrong.add("the seal is that of trial " + seal.trial());
    }
    List<Link> now = links(trial, seal.journalLines());
    for (Link link : now) {
      if (seal.links().stream().noneMatch(l -> same(l, link))) {
        wrong.add(link.path() + " is not as it was sealed");
      }
    }
    for (Link link : seal.links()) {
      if (now.stream().noneMatch(l -> l.path().equals(link.path()))) {
        wrong.add(link.path() + " is gone");
      }
    }
    if (wrong.isEmpty() && !now.isEmpty() && !now.getLast().chain().equals(seal.root())) {
      wrong.add("the chain of digests does not end in the sealed root");
    }
    return wrong;
  }

  private static boolean same(Link one, Link other) {
    return one.path().equals(other.path()) && one.sha256().equals(other.sha256());
  }
}
