package ale.guest;

import java.util.HashMap;
import java.util.Map;

/**
 * What a machine that runs {@code computer-server} can be asked: programs, files and archives if it
 * runs Linux, and its desktop. Its protocol has no detached programs, no list of processes, no
 * proof that nothing runs, no tree of what programs show, and its terminals are another protocol's.
 */
final class RemoteOps {
  private RemoteOps() {}

  static Map<String, Operation> all(ComputerServer server, Desktop desktop) {
    String system = server.system();
    server.tell("version"); // the status is told to strangers too
    var all = new HashMap<String, Operation>();
    all.put(
        "ping",
        _ -> {
          server.system();
          return Fields.of();
        });
    all.putAll(DesktopOps.all(desktop));
    if (system.equals("linux")) {
      var shell = new RemoteShell(server);
      all.put("exec", shell::exec);
      all.putAll(shell.files().all());
      all.putAll(new RemoteArchives(shell).all());
    }
    return all;
  }
}
