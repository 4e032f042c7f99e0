package ale.cli;

import ale.runner.RunFolder;
import ale.runner.RunListener;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that lets a program follow a run. */
final class EventsChoice {
  @Option(
      names = "--events",
      arity = "0..1",
      fallbackValue = EventStream.OUTPUT,
      paramLabel = "FILE",
      description = {
        "what happens as one line of JSON each, at the end of FILE or, without one, on standard",
        "output (docs/control.md)"
      })
  private Optional<String> place = Optional.empty();

  /** Events for a program that wants them; the progress is told of all in any case. */
  Told tell(RunFolder run, LiveProgress progress) {
    Optional<EventStream> events =
        place.map(p -> new EventStream(p, run.plan().id(), progress, InstantSource.system()));
    return new Told(events.map(RunListener.class::cast).orElse(progress), events);
  }

  /** Who is told. */
  record Told(RunListener listener, Optional<EventStream> events) implements AutoCloseable {
    @Override
    public void close() {
      events.ifPresent(EventStream::close);
    }
  }
}
