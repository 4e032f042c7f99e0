package ale.sandbox;

import ale.guest.GuestClient;
import ale.guest.GuestException;
import ale.guest.LocalGuest;
import ale.guest.Tar;
import java.io.BufferedInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A machine of somebody else, while it is used. */
final class RemoteSandbox implements Sandbox {
  /** What a collector keeps, and the headers of as many files. */
  private static final long MOST_BYTES = (1L << 30) + (64L << 20);

  private final String id;
  private final LocalGuest guest;
  private final Runnable end;
  private boolean closed;

  RemoteSandbox(String id, LocalGuest guest, Runnable end) {
    this.id = id;
    this.guest = guest;
    this.end = end;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public GuestClient guest() {
    return guest.client();
  }

  /** By way of an archive, which is unpacked beside the outputs and then looked at like a disk. */
  @Override
  public Manifest collect(List<Wanted> outputs, Path into) {
    Collector collector = new Collector(into);
    for (Wanted wanted : outputs) {
      if (!wanted.service().equals("main")) {
        throw new SandboxException("a remote machine has no service " + wanted.service());
      }
      try {
        Path copy = Files.createTempDirectory("ale-remote-");
        try {
          List<Tar.Skipped> skipped = fetch(wanted.path(), copy);
          boolean whole = true;
          for (Tar.Skipped one : skipped) {
            String path = "/" + one.path();
            Optional<String> why = left(one);
            why.ifPresent(word -> collector.note(path, wanted, word));
            whole &= why.isEmpty() || !path.equals(wanted.path());
          }
          if (whole) {
            collector.take(copy.resolve("disk"), wanted);
          }
        } finally {
          Trees.delete(copy);
        }
      } catch (IOException | GuestException e) {
        throw new SandboxException(
            "cannot collect %s of sandbox %s: %s".formatted(wanted.path(), id, e.getMessage()), e);
      }
    }
    return collector.manifest();
  }

  /** What was left out in a manifest's word; what is missing is noted anyway. */
  private static Optional<String> left(Tar.Skipped skipped) {
    return switch (skipped.reason()) {
      case "it cannot be read" -> Optional.of("unreadable");
      case "its path leads through a link" -> Optional.of("link");
      case "it is neither file, directory nor link" -> Optional.of("special");
      default -> Optional.empty();
    };
  }

  private List<Tar.Skipped> fetch(String path, Path copy) throws IOException {
    Path archive = copy.resolve("tar");
    Tar.Packed packed;
    try (OutputStream out = new Bounded(Files.newOutputStream(archive), path)) {
      packed = guest().archiveOut(List.of(path), out);
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive))) {
      Tar.unpack(in, copy.resolve("disk"), Tar.Links.KEEP);
    }
    return packed.skipped();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      guest.close();
      end.run();
    }
  }

  /** A file that does not grow beyond what may be collected. */
  private static final class Bounded extends FilterOutputStream {
    private final String path;
    private long size;

    Bounded(OutputStream out, String path) {
      super(out);
      this.path = path;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      size += length;
      if (size > MOST_BYTES) {
        throw new IOException(path + " has more than " + MOST_BYTES + " bytes");
      }
      out.write(bytes, offset, length);
    }
  }
}
