package ale.cli;

import ale.core.InputException;
import ale.sandbox.ImageStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What software sandboxes can have on them. */
@Command(
    name = "image",
    mixinStandardHelpOptions = true,
    description = "Sandbox images, made once from the recipes in images/.")
final class ImageCommand {
  /** One image; {@code rootfs} is there if it is built. */
  record Row(String name, Optional<String> rootfs) {}

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the images.")
  int list(@Option(names = "--json", description = "an array of JSON") boolean json) {
    ImageStore images = new Preparation(Places.standard(), Screen::say).images();
    List<Row> rows =
        images.names().stream()
            .map(name -> new Row(name, images.find(name).map(i -> i.rootfs().toString())))
            .toList();
    if (json) {
      Screen.json(rows);
    } else {
      rows.forEach(
          r -> Screen.out(r.name() + (r.rootfs().isPresent() ? "  built" : "  not built")));
    }
    return Main.DONE;
  }

  @Command(
      name = "build",
      mixinStandardHelpOptions = true,
      description = "Builds an image if it is not there.")
  int build(@Parameters(paramLabel = "IMAGE", description = "its name") String name) {
    Preparation preparation = new Preparation(Places.standard(), Screen::say);
    preparation.provider();
    Screen.out(preparation.images().ensure(name, Screen::say).rootfs().toString());
    return Main.DONE;
  }

  @Command(
      name = "clean",
      mixinStandardHelpOptions = true,
      description = "Removes images whose recipe has changed since. Close all sandboxes first.")
  int clean() {
    Places places = Places.standard();
    if (Preparation.everywhere(places).stream().anyMatch(p -> !p.list().isEmpty())) {
      throw new InputException("sandboxes are open; see: ale sandbox list");
    }
    List<Path> removed = new Preparation(places, Screen::say).images().clean();
    removed.forEach(f -> Screen.out("removed " + f));
    if (removed.isEmpty()) {
      Screen.out("every image that is there is wanted");
    }
    return Main.DONE;
  }
}
