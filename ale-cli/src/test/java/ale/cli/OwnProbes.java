package ale.cli;

import static ale.cli.EscapeProbe.probe;
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
          probe("a signal to the guest", "os.kill(guest(), 0); escaped()", GUEST_OUT_OF_REACH),
          probe(
              "a signal to a thread of the guest",
              """
              threads = [int(t) for t in os.listdir(f'/proc/{guest()}/task')]
              os.kill(threads[-1], 0)
              escaped()
              """,
              GUEST_OUT_OF_REACH),
          probe(
              "the guest's memory",
              "openable(f'/proc/{guest()}/mem', os.O_RDWR)",
              GUEST_OUT_OF_REACH),
          probe(
              "the guest's descriptors",
              "escaped(len(os.readlink(f'/proc/{guest()}/fd/1')) > 0)",
              GUEST_OUT_OF_REACH),
          probe(
              "the guest, to trace",
              "call(101, 0x4206, guest(), 0, 0); escaped()",
              GUEST_OUT_OF_REACH,
              FILTER_TRACING),
          probe(
              "the picture that the examiner sees, to write",
              "openable('/fb/Xvfb_screen0', os.O_WRONLY)",
              OWN_DISPLAY),
          probe(
              "the socket of the display, to replace",
              "escaped(os.access('/tmp/.X11-unix', os.W_OK))",
              OWN_DISPLAY),
          probe("memory beyond the limit", "held = bytearray(500 << 20); escaped()", MEMORY_LIMIT),
          probe(
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
          probe(
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
          probe(
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
