package ale.cli;

import ale.core.InputException;
import ale.sandbox.ImageInfo;
import ale.sandbox.ImageStore;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What software sandboxes can have on them. */
@Command(
    name = "image",
    mixinStandardHelpOptions = true,
    description =
        "Sandbox images: layers made once from the recipes in images/, and snapshots. See docs/images.md.")
final class ImageCommand {
  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the images.")
  int list(@Option(names = "--json", description = "an array of JSON") boolean json) {
    List<ImageInfo> images = images().list();
    if (json) {
      Screen.json(images);
    } else {
      Screen.out(
          Screen.table(
              List.of("name", "state", "layer MB", "all MB", "last used", "digest"),
              images.stream()
                  .map(i ->
                      List.of(
                          i.name(),
                          state(i),
                          Long.toString(i.layerMegabytes()),
                          Long.toString(i.megabytes()),
                          used(i),
                          i.digest().substring(0, 16)))
                  .toList()));
    }
    return Main.DONE;
  }

  private static String state(ImageInfo image) {
    String state = !image.built() ? "not built" : image.snapshot() ? "snapshot" : "built";
    return state + (image.current() ? "" : ", old") + (image.inUse() ? ", in use" : "");
  }

  private static String used(ImageInfo image) {
    return image.lastUsed().map(t -> t.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("never");
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Says what an image is made of, how big it is, and when it was last used.")
  int show(
      @Parameters(paramLabel = "IMAGE", description = "its name") String name,
      @Option(names = "--json", description = "one line of JSON") boolean json) {
    ImageInfo image =
        images().list().stream()
            .filter(i -> i.name().equals(name) && i.current())
            .findFirst()
            .orElseThrow(() ->
                new InputException(
                    "there is no image called "
                        + name
                        + "; there are "
                        + String.join(", ", images().names())));
    if (json) {
      Screen.json(image);
    } else {
      Screen.out(image.name() + ": " + image.description());
      Screen.out("chain      " + String.join(" > ", image.chain()));
      Screen.out("digest     " + image.digest());
      Screen.out("state      " + state(image) + ", last used " + used(image));
      Screen.out(
          "size       " + image.layerMegabytes() + " MB, with those below " + image.megabytes());
      Screen.out("folder     " + image.folder());
      Screen.out("packages   " + String.join(" ", image.packages()));
    }
    return Main.DONE;
  }

  @Command(
      name = "build",
      mixinStandardHelpOptions = true,
      description = "Builds an image, and those that it lies on, if they are not there.")
  int build(
      @Parameters(paramLabel = "IMAGE", description = "its name") String name,
      @Option(names = "--budget", paramLabel = "GB", description = Budget.WHAT)
          Optional<Double> budget) {
    new Preparation(Places.standard(), Screen::say).provider();
    ImageStore images = images();
    images.ensure(name, Screen::say).layers().forEach(l -> Screen.out(l.toString()));
    Budget.of(budget).ifPresent(b -> images.evict(b, Screen::say));
    return Main.DONE;
  }

  @Command(
      name = "clean",
      mixinStandardHelpOptions = true,
      description = {
        "Removes layers that no recipe makes any more and that no sandbox uses. With a budget,",
        "also those that were not used for longest, until the rest fits."
      })
  int clean(
      @Option(names = "--budget", paramLabel = "GB", description = Budget.WHAT)
          Optional<Double> budget,
      @Option(names = "--json", description = "an array of what was removed") boolean json) {
    ImageStore images = images();
    List<Path> removed = new ArrayList<>(images.clean());
    Budget.of(budget).ifPresent(b -> removed.addAll(images.evict(b, Screen::say)));
    if (json) {
      Screen.json(removed.stream().map(Path::toString).toList());
    } else if (removed.isEmpty()) {
      Screen.out("every image that is there is wanted");
    } else {
      removed.forEach(f -> Screen.out("removed " + f));
    }
    return Main.DONE;
  }

  private static ImageStore images() {
    return new Preparation(Places.standard(), Screen::say).images();
  }
}
