package ale.agents;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Where bundles are kept on this machine.
 *
 * @param folder holds one folder for each bundle
 * @param progress is told one line at a time what is being done
 */
public record Bundles(Path folder, Consumer<String> progress) {}
