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
          # What a desktop session starts with: a bus on which programs tell what they show, the
          # window manager, then our daemon.
          if [ -n "$DISPLAY" ] && [ -x /usr/bin/dbus-daemon ]; then
            export DBUS_SESSION_BUS_ADDRESS="unix:path=$XDG_RUNTIME_DIR/bus"
            dbus-daemon --session --nofork --nopidfile --address="$DBUS_SESSION_BUS_ADDRESS" >/dev/null 2>&1 &
          fi
          if [ -n "$DISPLAY" ] && [ -x /usr/bin/openbox ]; then
            (
              until [ -S /tmp/.X11-unix/X0 ]; do sleep 0.01; done
              openbox &
              [ -x /usr/bin/hsetroot ] && exec hsetroot -solid '#3a4a5a'
            ) >/dev/null 2>&1 &
          fi
          exec /opt/ale/bin/guest serve "$@"
          """,
          "grade",
          """
          #!/bin/sh
          exec /opt/ale/runtime/bin/java -XX:+UseSerialGC -Xmx1500m -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED -cp '/opt/ale/lib/*' ale.tasks.GraderMain "$@"
          """);
}
