package ale.sandbox;

import ale.core.Digest;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Copies files out of the filesystem of a dead sandbox. Everything below it was written by somebody
 * who is not trusted: no link is followed on the way to a file or at it, and sizes are bounded.
 */
final class Collector {
  /** How much is taken at most. */
  record Quota(long bytes, int files) {
    static final Quota USUAL = new Quota(1L << 30, 20_000);
  }

  /** How a file gets to its place. */
  interface Copy {
    void copy(Path from, Path to) throws IOException;
  }

  private final Path into;
  private final Quota quota;
  private final Copy copy;
  private final List<Manifest.Entry> entries = new ArrayList<>();
  private long bytes;
  private int files;

  Collector(Path into) {
    this(into, Quota.USUAL);
  }

  Collector(Path into, Quota quota) {
    this(into, quota, (from, to) -> Files.copy(from, to, LinkOption.NOFOLLOW_LINKS));
  }

  Collector(Path into, Quota quota, Copy copy) {
    this.into = into;
    this.quota = quota;
    this.copy = copy;
  }

  /** Takes a path of the agent's own computer. */
  void take(Path root, Sandbox.Wanted wanted) {
    take(root, wanted.path().substring(1), wanted);
  }

  /** Takes a path of a service, whose files are those below {@code /srv/<service>}. */
  void takeService(Path home, Sandbox.Wanted wanted) {
    String prefix = "/srv/" + wanted.service() + "/";
    if (!wanted.path().startsWith(prefix)) {
      note(wanted.path(), wanted, "missing");
      return;
    }
    take(home, wanted.path().substring(prefix.length()), wanted);
  }

  private void take(Path root, String relative, Sandbox.Wanted wanted) {
    Path at = root;
    for (String part : relative.split("/")) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw new SandboxException("not a plain path: " + wanted.path());
      }
      at = at.resolve(part);
      if (Files.isSymbolicLink(at)) {
        note(wanted.path(), wanted, "link");
        return;
      }
    }
    if (!Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
      note(wanted.path(), wanted, "missing");
      return;
    }
    walk(at, wanted);
  }

  private void walk(Path start, Sandbox.Wanted wanted) {
    List<Pattern> patterns = wanted.exclude().stream().map(Collector::pattern).toList();
    try {
      Files.walkFileTree(
          start,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return excluded(start, folder, patterns)
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (!excluded(start, file, patterns)) {
                visit(start, file, attributes, wanted);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
              note(source(start, file, wanted), wanted, "unreadable");
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new SandboxException("cannot collect " + wanted.path() + ": " + e, e);
    }
  }

  private static boolean excluded(Path start, Path file, List<Pattern> patterns) {
    return !file.equals(start)
        && patterns.stream().anyMatch(p -> p.matcher(start.relativize(file).toString()).matches());
  }

  /**
   * A pattern as {@code tar --exclude} has it: it may begin at any part of a path, and its
   * asterisks match slashes too.
   */
  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder("(?s)(?:.*/)?");
    for (char c : glob.replaceAll("^(\\./)+|/+$", "").toCharArray()) {
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return Pattern.compile(regex.toString());
  }

  private void visit(Path start, Path file, BasicFileAttributes attributes, Sandbox.Wanted wanted) {
    String source = source(start, file, wanted);
    if (attributes.isSymbolicLink()) {
      note(source, wanted, "link");
    } else if (!attributes.isRegularFile()) {
      note(source, wanted, "special");
    } else if (files + 1 > quota.files() || bytes + attributes.size() > quota.bytes()) {
      note(source, wanted, "over-quota");
    } else {
      copy(source, file, attributes, wanted);
    }
  }

  private void copy(String source, Path file, BasicFileAttributes before, Sandbox.Wanted wanted) {
    Path target = into.resolve(source.substring(1));
    try {
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      copy.copy(file, target);
      long size = Files.size(target);
      if (changed(before, file, size)) {
        Files.delete(target);
        note(source, wanted, "changed");
        return;
      }
      files++;
      bytes += size;
      entries.add(new Manifest.Entry(source, wanted.service(), "ok", size, Digest.ofFile(target)));
    } catch (IOException e) {
      throw new SandboxException("cannot keep the output " + source + ": " + e.getMessage(), e);
    }
  }

  /** Nothing lives that could change it, so what changed is not what anybody delivered. */
  private static boolean changed(BasicFileAttributes before, Path file, long copied)
      throws IOException {
    BasicFileAttributes after =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return copied != before.size()
        || after.size() != before.size()
        || !after.lastModifiedTime().equals(before.lastModifiedTime())
        || !Objects.equals(after.fileKey(), before.fileKey());
  }

  private static String source(Path start, Path file, Sandbox.Wanted wanted) {
    String below = start.relativize(file).toString();
    return below.isEmpty() ? wanted.path() : wanted.path() + "/" + below;
  }

  /** Notes something that is not taken, and why. */
  void note(String source, Sandbox.Wanted wanted, String status) {
    entries.add(new Manifest.Entry(source, wanted.service(), status, 0, ""));
  }

  Manifest manifest() {
    return new Manifest(
        Manifest.FORMAT,
        entries.stream().sorted(Comparator.comparing(Manifest.Entry::source)).toList(),
        bytes);
  }
}
