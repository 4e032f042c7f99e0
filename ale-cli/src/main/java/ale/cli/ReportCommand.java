package ale.cli;

import picocli.CommandLine.Command;

/** Longer answers about agents than a board has. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    subcommands = {
      FailuresCommand.class,
      StabilityCommand.class,
      ValueCommand.class,
      ItemsCommand.class,
      VarianceCommand.class
    },
    description =
        "Where agents fail, how stable they are, what their work is worth, how items behave.")
final class ReportCommand {}
