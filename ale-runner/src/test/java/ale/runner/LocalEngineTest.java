package ale.runner;

/** The controller's own process has no nodes to lose, and its trials end with it. */
final class LocalEngineTest extends EngineContract {
  @Override
  protected String engine() {
    return LocalEngineKind.NAME;
  }
}
