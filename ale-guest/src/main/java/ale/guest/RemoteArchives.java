package ale.guest;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Whole folders into and out of a machine that runs {@code computer-server}, by its tar. */
final class RemoteArchives {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final int MOST_REPORTED = 1000;

  /**
   * Packs its other arguments into the file that the first one names, and tells what was left out:
   * the reason, a colon, the path, a zero byte. Hard links become copies; no link is followed.
   */
  private static final String PACK =
      """
      archive=$1; shift
      exec 3>&1
      for p do
        p=./$p
        d=$(dirname -- "$p")
        if [ ! -e "$p" ] && [ ! -L "$p" ]; then
          printf 'there is no such file:%s\\0' "$p" >&3
        elif [ "$(realpath -- "$d")" != "$(realpath -s -- "$d")" ]; then
          printf 'its path leads through a link:%s\\0' "$p" >&3
        else
          find "$p" \\( -type l -o -type f -readable -o -type d -readable -executable \\) -print0
          find "$p" \\( -type f ! -readable -o -type d ! \\( -readable -executable \\) \\) -print0 |
            sed -z 's/^/it cannot be read:/' >&3
          find "$p" ! \\( -type f -o -type d -o -type l \\) -print0 |
            sed -z 's/^/it is neither file, directory nor link:/' >&3
        fi
      done | tar --create --file "$archive" --format pax --hard-dereference --no-recursion \\
        --null --files-from - --numeric-owner --transform 's,^\\(\\./\\)*,,S'
      """;

  /** Entries of an archive, bytes of their content, bytes of the archive itself. */
  private static final String COUNT =
      """
      tar --list --verbose --numeric-owner --file "$1" |
        awk '{ n++; s += $3 } END { printf "%d %d ", n, s }'
      stat -c %s -- "$1"
      """;

  private final RemoteShell shell;
  private final RemoteFiles files;

  RemoteArchives(RemoteShell shell) {
    this.shell = shell;
    this.files = shell.files();
  }

  Map<String, Operation> all() {
    return Map.of("archive_in", this::in, "archive_out", this::out);
  }

  private Fields in(Operation.Call call) throws IOException {
    String directory = RemoteShell.quoted(RemoteFiles.path(call.request().string("directory")));
    String archive = files.temporary();
    try {
      files.upload(archive, call.input(Frame.CONTENT));
      shell.must(
          "unpacking an archive",
          "mkdir -p -- %2$s && tar --extract --file %1$s --directory %2$s --no-same-owner -p"
              .formatted(archive, directory),
          LIMIT);
      List<Long> counts = count(archive);
      return packed(counts, List.of());
    } finally {
      files.remove(archive);
    }
  }

  private Fields out(Operation.Call call) throws IOException {
    String directory = RemoteFiles.path(call.request().string("directory", "/"));
    String archive = files.temporary();
    var arguments = new ArrayList<String>(List.of(archive));
    for (String path : call.request().strings("paths")) {
      if (path.startsWith("/") || List.of(path.split("/")).contains("..")) {
        throw GuestException.badRequest("\"" + path + "\" is not a path below a directory");
      }
      arguments.add(path);
    }
    String script =
        "cd -- %s || exit\nset -- %s\n%s"
            .formatted(RemoteShell.quoted(directory), RemoteShell.quoted(arguments), PACK);
    try {
      String left = shell.must("packing " + directory, script, LIMIT).text();
      List<Long> counts = count(archive);
      try (OutputStream out = call.output(Frame.CONTENT)) {
        files.download(archive, 0, counts.get(2), out);
      }
      return packed(counts, skipped(left));
    } finally {
      files.remove(archive);
    }
  }

  private List<Long> count(String archive) {
    String counts =
        shell
            .must("looking at an archive", "set -- " + archive + "\n" + COUNT, LIMIT)
            .text()
            .strip();
    if (!counts.matches("[0-9]{1,18} [0-9]{1,18} [0-9]{1,18}")) {
      throw Frame.protocol("the remote machine tells of an archive: " + counts);
    }
    return Arrays.stream(counts.split(" ", -1)).map(Long::valueOf).toList();
  }

  private static List<Fields> skipped(String left) {
    var skipped = new ArrayList<Fields>();
    for (String one : left.split("\0", -1)) {
      int colon = one.indexOf(':');
      if (colon > 0) {
        String path = one.substring(colon + 1).replaceFirst("^(\\./)+", "");
        skipped.add(Fields.of("path", path, "reason", one.substring(0, colon)));
      }
    }
    return skipped;
  }

  private static Fields packed(List<Long> counts, List<Fields> skipped) {
    return Fields.of(
        "entries",
        counts.get(0),
        "bytes",
        counts.get(1),
        "skipped",
        skipped.stream().limit(MOST_REPORTED).toList(),
        "skipped_count",
        skipped.size());
  }
}
