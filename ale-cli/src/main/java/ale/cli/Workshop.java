package ale.cli;

import ale.core.Opening;
import ale.runner.DiskWatch;
import ale.runner.Machinery;
import ale.runner.Models;
import ale.runner.RunFolder;
import ale.runner.TrialWork;
import ale.sandbox.PooledProvider;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the trials of a run need on this machine: a gateway, images, sandboxes. */
final class Workshop implements AutoCloseable {
  private final Models models;
  private final Optional<PooledProvider> pool;
  private final Machinery machinery;
  private final DiskWatch disk;

  /**
   * Makes everything ready.
   *
   * @param models which it closes
   * @param disk which must be free before a trial begins
   * @param ahead how many sandboxes of each kind to open ahead
   */
  Workshop(RunFolder run, Machinery machinery, Models models, DiskWatch disk, int ahead) {
    this.disk = disk;
    this.models = models;
    pool = Opening.or(models::close, () -> ready(run, machinery, models, ahead));
    Machinery whole = machinery.with(models);
    this.machinery = pool.map(whole::with).orElse(whole);
  }

  private static Optional<PooledProvider> ready(
      RunFolder run, Machinery machinery, Models models, int ahead) {
    models.ready(run.plan());
    Stream.concat(
            run.plan().instances().stream().filter(i -> i.problem().isEmpty()).map(i -> i.image()),
            run.plan().frozen().images().keySet().stream())
        .distinct()
        .filter(machinery.images().names()::contains)
        .forEach(i -> machinery.images().ensure(i, Screen::say));
    return ahead > 0
        ? Optional.of(new PooledProvider(machinery.provider(), ahead))
        : Optional.empty();
  }

  TrialWork work() {
    return disk.guarding(TrialWork.on(machinery), Screen::say);
  }

  @Override
  public void close() {
    pool.ifPresent(PooledProvider::close);
    models.close();
  }

  /** A workshop that is opened when it is first needed, if ever. */
  static final class Later implements AutoCloseable {
    private final Supplier<Workshop> maker;
    private Optional<Workshop> made = Optional.empty();

    Later(Supplier<Workshop> maker) {
      this.maker = maker;
    }

    synchronized TrialWork work() {
      if (made.isEmpty()) {
        made = Optional.of(maker.get());
      }
      return made.get().work();
    }

    @Override
    public synchronized void close() {
      made.ifPresent(Workshop::close);
    }
  }
}
