package ale.cli;

import static ale.cli.EscapeProbe.of;
import static ale.sandbox.Protection.DISK_LIMIT;
import static ale.sandbox.Protection.FILTER_TRACING;
import static ale.sandbox.Protection.GUEST_OUT_OF_REACH;
import static ale.sandbox.Protection.MEMORY_LIMIT;
import static ale.sandbox.Protection.OWN_DISPLAY;
import static ale.sandbox.Protection.PROCESS_LIMIT;

import java.util.List;

/** Ways around what a sandbox itself is held to: its guest, its display, its limits. */
final class OwnProbes {
  private OwnProbes() {}

  static final List<EscapeProbe> ALL =
      List.of(
          of("a signal to the guest", "os.kill(guest(), 0); escaped()", GUEST_OUT_OF_REACH),
          of(
              "a signal to a thread of the guest",
              """
              threads = [int(t) for t in os.listdir(f'/proc/{guest()}/task')]
              os.kill(threads[-1], 0)
              escaped()
              """,
              GUEST_OUT_OF_REACH),
          of(
              "the guest's memory",
              "openable(f'/proc/{guest()}/mem', os.O_RDWR)",
              GUEST_OUT_OF_REACH),
          of(
              "the guest's descriptors",
              "escaped(len(os.readlink(f'/proc/{guest()}/fd/1')) > 0)",
              GUEST_OUT_OF_REACH),
          of(
              "the guest, to trace",
              "call(101, 0x4206, guest(), 0, 0); escaped()",
              GUEST_OUT_OF_REACH,
              FILTER_TRACING),
          of(
              "the picture that the examiner sees, to write",
              "openable('/fb/Xvfb_screen0', os.O_WRONLY)",
              OWN_DISPLAY),
          of(
              "the socket of the display, to replace",
              "escaped(os.access('/tmp/.X11-unix', os.W_OK))",
              OWN_DISPLAY),
          of("memory beyond the limit", "held = bytearray(500 << 20); escaped()", MEMORY_LIMIT),
          of(
              "processes beyond the limit",
              """
              children = []
              try:
                  while len(children) < 150:
                      children.append(child())
                  escaped()
              finally:
                  for c in children:
                      os.kill(c, signal.SIGKILL)
                      os.waitpid(c, 0)
              """,
              PROCESS_LIMIT),
          of(
              "a disk beyond the limit",
              """
              try:
                  with open('/home/agent/big', 'wb') as out:
                      for _ in range(100):
                          out.write(bytes(1 << 20))
                  escaped()
              finally:
                  os.unlink('/home/agent/big')
              """,
              DISK_LIMIT),
          of(
              "files beyond the limit",
              """
              os.mkdir('/home/agent/many')
              made = 0
              try:
                  while made < 20000:
                      os.close(os.open(f'/home/agent/many/{made}', os.O_CREAT | os.O_WRONLY))
                      made += 1
                  escaped()
              finally:
                  for name in os.listdir('/home/agent/many'):
                      os.unlink('/home/agent/many/' + name)
                  os.rmdir('/home/agent/many')
              """,
              DISK_LIMIT));
}
