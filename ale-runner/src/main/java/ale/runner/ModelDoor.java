package ale.runner;

import ale.agents.Agent;
import ale.agents.ModelAccess;
import ale.agents.WorkReport;
import ale.core.AleException;
import ale.core.FaultException;
import ale.core.FaultSource;
import ale.core.Json;
import ale.core.Opening;
import ale.gateway.Budget;
import ale.gateway.Limit;
import ale.gateway.Session;
import ale.gateway.SessionSpec;
import ale.gateway.Usage;
import ale.guest.GuestClient;
import ale.guest.GuestException;
import ale.sandbox.Sandbox;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The way from one attempt to its model: a session of the gateway, a port in the sandbox that leads
 * there, and a file in the sandbox that tells what is left.
 */
final class ModelDoor {
  private static final int PORT = 4100;
  private static final String BUDGET = "/run/ale/budget.json";

  private final Agent agent;
  private final Session session;
  private final ModelAccess access;
  private Optional<Usage> reported = Optional.empty();

  private ModelDoor(Agent agent, Session session, ModelAccess access) {
    this.agent = agent;
    this.session = session;
    this.access = access;
  }

  /**
   * Opens it.
   *
   * @param since how long ago it was opened first, if a controller that is gone did
   */
  static ModelDoor open(
      Models models, Agent agent, SessionSpec spec, Sandbox sandbox, Optional<Duration> since) {
    Session session =
        since
            .map(ago -> models.gateway().reopen(spec, ago))
            .orElseGet(() -> models.gateway().open(spec));
    return Opening.or(session::close, () -> open(models, agent, session, sandbox));
  }

  private static ModelDoor open(Models models, Agent agent, Session session, Sandbox sandbox) {
    URI outside = models.gateway().address();
    URI inside = outside;
    if (sandbox instanceof Sandbox.Doored doored) {
      doored.forward(PORT, models.socket());
      inside = URI.create("http://127.0.0.1:" + PORT);
      sandbox.guest().surroundings().environment("budget", Map.of("ALE_BUDGET_FILE", BUDGET));
    }
    session.standing(sandbox.guest().clock()::stoodMillis);
    session.telling(new Teller(sandbox.guest()));
    return new ModelDoor(
        agent, session, new ModelAccess(outside, inside, session.token(), session::budget));
  }

  /**
   * Writes the latest budget into the sandbox, beside the calls. What the agent does to that file
   * is its own loss: nothing reads it here.
   */
  private static final class Teller implements Consumer<Budget> {
    private final GuestClient guest;
    private final AtomicReference<Optional<Budget>> latest =
        new AtomicReference<>(Optional.empty());

    Teller(GuestClient guest) {
      this.guest = guest;
    }

    @Override
    public void accept(Budget budget) {
      if (latest.getAndSet(Optional.of(budget)).isEmpty()) {
        Thread.ofVirtual().name("budget-teller").start(this::writeAll);
      }
    }

    private void writeAll() {
      Optional<Budget> now;
      do {
        now = latest.get();
        now.ifPresent(this::write);
      } while (!latest.compareAndSet(now, Optional.empty()));
    }

    private void write(Budget budget) {
      try {
        guest.write(BUDGET, Json.pretty(budget).getBytes(StandardCharsets.UTF_8), 0644);
      } catch (GuestException | UncheckedIOException e) {
        // the agent has put something in its place, or its computer is gone
      }
    }
  }

  /**
   * Lends it to a harness and closes it afterwards.
   *
   * @throws FaultException if a fault of the provider outlived the retries: that is not the agent's
   */
  WorkReport lend(Function<ModelAccess, WorkReport> harness) {
    WorkReport report;
    try (session) {
      report = harness.apply(access);
    } catch (AleException e) {
      throw fault().map(AleException.class::cast).orElse(e);
    }
    reported = report.reported();
    Optional<FaultException> fault = fault();
    if (fault.isPresent()) {
      throw fault.get();
    }
    return session.limit().map(cap -> stopped(cap, report)).orElse(report);
  }

  private Optional<FaultException> fault() {
    return session.fault().map(what -> new FaultException(FaultSource.MODEL, what));
  }

  private static WorkReport stopped(Limit cap, WorkReport report) {
    return new WorkReport(
        "limit",
        "the cap on " + cap.word() + " was reached; " + report.reason(),
        Optional.of(FaultSource.LIMIT),
        report.reported());
  }

  /** What was used of models, up to the end of the work. */
  ModelUsage usage() {
    return ModelUsage.of(agent.model().orElse(""), session.budget(), reported, session.injected());
  }
}
