package ale.sandbox;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A controller of its own that opens a sandbox and then waits to be killed. */
final class Opener {
  private Opener() {}

  /**
   * @param arguments the class of the provider's test
   */
  public static void main(String[] arguments) throws Exception {
    var constructor = Class.forName(arguments[0]).getDeclaredConstructor();
    constructor.setAccessible(true);
    ProviderContract test = (ProviderContract) constructor.newInstance();
    System.out.println(test.open(test.small()).id());
    Thread.currentThread().join();
  }

  /** Starts one for a test, with the settings that this program has. */
  static Process start(ProviderContract test) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.add("--enable-native-access=ALL-UNNAMED");
    System.getProperties()
        .forEach((key, value) -> {
          if (key.toString().startsWith("ale.")) {
            command.add("-D" + key + "=" + value);
          }
        });
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.addAll(List.of("-cp", path, Opener.class.getName(), test.getClass().getName()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
