package ale.sandbox;

import java.nio.file.Path;

/**
 * Our own programs, as folders of this machine that sandboxes get read-only below {@code /opt/ale}.
 *
 * @param runtime a linked Java runtime
 * @param guestJars jars of the guest alone
 * @param allJars jars of everything, graders and service programs included
 */
public record Toolbox(Path runtime, Path guestJars, Path allJars) {
  /** The start scripts that stand in {@code /opt/ale/bin}. */
  static final java.util.Map<String, String> SCRIPTS =
      java.util.Map.of(
          "guest",
          """
          #!/bin/sh
          exec /opt/ale/runtime/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx160m -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED -cp '/opt/ale/guest/*' ale.guest.GuestMain "$@"
          """,
          "session",
          """
          #!/bin/sh
          # What a desktop session starts with: a bus on which programs tell what they show, the
          # window manager, then our daemon.
          if [ -n "$DISPLAY" ] && [ -x /usr/bin/dbus-daemon ]; then
            export DBUS_SESSION_BUS_ADDRESS="unix:path=$XDG_RUNTIME_DIR/bus"
            {
              dbus-daemon --session --fork --nopidfile --address="$DBUS_SESSION_BUS_ADDRESS"
              # programs of Qt tell only if this is there, and wanted, when they start
              [ -x /usr/libexec/at-spi-bus-launcher ] &&
                exec /usr/libexec/at-spi-bus-launcher --a11y=1 --launch-immediately
            } >/dev/null 2>&1 &
          fi
          if [ -n "$DISPLAY" ] && [ -x /usr/bin/openbox ]; then
            [ -x /usr/bin/hsetroot ] && hsetroot -solid '#3a4a5a' >/dev/null 2>&1 &
            openbox >/dev/null 2>&1 &
          fi
          exec /opt/ale/bin/guest serve "$@"
          """,
          "grade",
          """
          #!/bin/sh
          exec /opt/ale/runtime/bin/java -XX:+UseSerialGC -Xmx1500m -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED -cp '/opt/ale/lib/*' ale.tasks.GraderMain "$@"
          """);
}
