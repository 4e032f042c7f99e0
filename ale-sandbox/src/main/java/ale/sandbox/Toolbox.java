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
  /** How the guest's JVM is started; a rehearsed one must be started in the same way. */
  static final String GUEST =
      "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx160m -Djava.awt.headless=true"
          + " --enable-native-access=ALL-UNNAMED -cp '/opt/ale/guest/*' ale.guest.GuestMain";

  /** The start scripts that stand in {@code /opt/ale/bin}. */
  static final java.util.Map<String, String> SCRIPTS =
      java.util.Map.of(
          "guest",
          """
          #!/bin/sh
          rehearsed=
          [ -f /opt/ale/guest/%1$s ] && rehearsed=-XX:AOTCache=/opt/ale/guest/%1$s
          exec /opt/ale/runtime/bin/java $rehearsed %2$s "$@"
          """
              .formatted(GuestTraining.CACHE, GUEST),
          "session",
          """
          #!/bin/sh
          # The agent's computer: our daemon, and the desktop that it starts.
          if [ -n "$DISPLAY" ] && [ -x /usr/bin/dbus-daemon ]; then
            export DBUS_SESSION_BUS_ADDRESS="unix:path=$XDG_RUNTIME_DIR/bus"
          fi
          exec /opt/ale/bin/guest serve "$@"
          """,
          "desktop",
          """
          #!/bin/sh
          # What a desktop starts with: a bus on which programs tell what they show, and the window
          # manager.
          if [ -x /usr/bin/dbus-daemon ]; then
            {
              dbus-daemon --session --fork --nopidfile --address="$DBUS_SESSION_BUS_ADDRESS"
              # programs of Qt tell only if this is there, and wanted, when they start
              [ -x /usr/libexec/at-spi-bus-launcher ] &&
                exec /usr/libexec/at-spi-bus-launcher --a11y=1 --launch-immediately
            } &
          fi
          until [ -S /tmp/.X11-unix/X0 ]; do sleep 0.01; done
          # Whoever waits for the file sees a desktop that overlooks no window: openbox runs the
          # command when it manages those that there are and hears of new ones.
          ready="touch $XDG_RUNTIME_DIR/desktop"
          if [ -x /usr/bin/openbox ]; then
            [ -x /usr/bin/hsetroot ] && hsetroot -solid '#3a4a5a' &
            exec openbox --startup "$ready"
          fi
          $ready
          """,
          "grade",
          """
          #!/bin/sh
          exec /opt/ale/runtime/bin/java -XX:+UseSerialGC -Xmx1500m -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED -cp '/opt/ale/lib/*' ale.tasks.GraderMain "$@"
          """);
}
