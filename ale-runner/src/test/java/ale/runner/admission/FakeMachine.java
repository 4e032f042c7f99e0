package ale.runner.admission;

/** A machine that is as a test says. */
final class FakeMachine implements Machine {
  private Reading reading;

  /** A quiet one with so many processors and so many gigabytes. */
  FakeMachine(int processors, int gigabytes) {
    reading = new Reading(processors, 0, gigabytes * 1024L, gigabytes * 1024L, 0, 1L << 20);
  }

  @Override
  public synchronized Reading read() {
    return reading;
  }

  synchronized void load(double load) {
    reading =
        new Reading(
            reading.processors(),
            load,
            reading.memoryMegabytes(),
            reading.availableMegabytes(),
            reading.memoryPressure(),
            reading.diskFreeMegabytes());
  }

  synchronized void memory(long availableMegabytes, double pressure) {
    reading =
        new Reading(
            reading.processors(),
            reading.load(),
            reading.memoryMegabytes(),
            availableMegabytes,
            pressure,
            reading.diskFreeMegabytes());
  }

  synchronized void disk(long freeMegabytes) {
    reading =
        new Reading(
            reading.processors(),
            reading.load(),
            reading.memoryMegabytes(),
            reading.availableMegabytes(),
            reading.memoryPressure(),
            freeMegabytes);
  }
}
