package ale.cli;

import ale.core.InputException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Prints a page of ours to PDF with the browser that is installed. The page holds no script and
 * asks for nothing, so a browser without a sandbox has nothing to run.
 */
final class PdfPrinter {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final int PATIENCE = 60;

  private PdfPrinter() {}

  static void print(String page, Path to) {
    Path browser =
        browser()
            .orElseThrow(() ->
                new MachineException(
                    "a PDF needs Chromium or Chrome on the PATH; --html writes the same page"));
    try {
      Path folder = Files.createTempDirectory("ale-pdf");
      try {
        print(browser, folder, page, to);
      } finally {
        BoardBench.remove(folder);
      }
    } catch (IOException e) {
      throw new InputException("cannot write " + to + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while printing " + to);
    }
    Screen.say("wrote " + to);
  }

  private static void print(Path browser, Path folder, String page, Path to)
      throws IOException, InterruptedException {
    Path html = Files.writeString(folder.resolve("page.html"), page);
    Path pdf = folder.resolve("page.pdf");
    Path log = folder.resolve("browser.log");
    Process process =
        new ProcessBuilder(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-pdf-header-footer",
                "--user-data-dir=" + folder.resolve("profile"),
                "--print-to-pdf=" + pdf,
                html.toUri().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(PATIENCE, TimeUnit.SECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    if (!ended || !Files.exists(pdf) || Files.size(pdf) == 0) {
      throw new MachineException(
          browser + " made no PDF" + (ended ? "" : " within " + PATIENCE + " s"));
    }
    Files.copy(pdf, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Optional<Path> browser() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return BROWSERS.stream()
        .flatMap(name ->
            Stream.of(path.split(File.pathSeparator, -1)).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
