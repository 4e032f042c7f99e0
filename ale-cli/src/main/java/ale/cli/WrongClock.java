package ale.cli;

import ale.core.AleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A clock that is wrong by as many seconds as a file says, which {@code ale chaos} writes.
 *
 * @param file where it stands; a clock without it is right
 */
record WrongClock(Path file) implements InstantSource {
  /** The system property that names the file. */
  static final String PROPERTY = "ale.clock";

  /** This machine's clock, unless this process was started to have another. */
  static InstantSource orRight() {
    return Optional.ofNullable(System.getProperty(PROPERTY))
        .<InstantSource>map(file -> new WrongClock(Path.of(file)))
        .orElseGet(InstantSource::system);
  }

  @Override
  public Instant instant() {
    try {
      String seconds = Files.readString(file).strip();
      return Instant.now().plusSeconds(seconds.isEmpty() ? 0 : Long.parseLong(seconds));
    } catch (NoSuchFileException e) {
      return Instant.now();
    } catch (IOException e) {
      throw new AleException("cannot read the clock " + file + ": " + e.getMessage(), e);
    }
  }
}
