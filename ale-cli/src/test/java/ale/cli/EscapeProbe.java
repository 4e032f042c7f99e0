package ale.cli;

import ale.sandbox.Protection;
import java.util.List;
import java.util.Set;

/**
 * One way out of a sandbox.
 *
 * @param name what it reaches
 * @param off the protections that stop it, each of which would do alone
 * @param script Python that calls {@code escaped()} when it is out
 */
record EscapeProbe(String name, Set<Protection> off, String script) {
  static final String MARK = "ESCAPED";

  /** What every script begins with; facts of the host follow as {@code host}. */
  static final String PRELUDE =
      """
      import ctypes, errno, json, mmap, os, signal, socket, struct, sys, time
      libc = ctypes.CDLL(None, use_errno=True)
      libc.syscall.restype = ctypes.c_long
      libc.shmat.restype = ctypes.c_void_p
      NEWUSER, NEWNS, NEWNET = 0x10000000, 0x20000, 0x40000000
      def call(number, *arguments):
          wide = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
          result = libc.syscall(ctypes.c_long(number), *wide)
          if result < 0:
              error = ctypes.get_errno()
              raise OSError(error, os.strerror(error))
          return result
      def escaped(really=True):
          print('ESCAPED' if really else 'no', flush=True)
      def udp(family, address, port):
          s = socket.socket(family, socket.SOCK_DGRAM)
          s.settimeout(0.7)
          s.sendto(b'hello', (address, port))
          escaped(s.recv(64) == b'hello')
      def connect(family, address):
          s = socket.socket(family)
          s.settimeout(0.7)
          s.connect(address)
          escaped()
          return s
      def anywhere(path):
          return '/mnt' + path if os.path.exists('/mnt' + path) else path
      def cmdline(pid):
          try:
              return open(f'/proc/{pid}/cmdline').read()
          except OSError:
              return ''
      def holder():
          assert host['secret'] in cmdline(host['holder']), 'not seen'
          return host['holder']
      def guest():
          return next(int(p) for p in os.listdir('/proc')
                      if p.isdigit() and 'GuestMain\\0serve' in cmdline(p))
      def child():
          pid = os.fork()
          if pid == 0:
              libc.prctl(1, signal.SIGKILL)
              signal.pause()
          return pid
      def openable(path, flags):
          os.close(os.open(path, flags))
          escaped()
      """;

  EscapeProbe {
    off = Set.copyOf(off);
  }

  static EscapeProbe probe(String name, String script, Protection... off) {
    return new EscapeProbe(name, Set.of(off), script);
  }

  static List<EscapeProbe> all() {
    return java.util.stream.Stream.of(
            NetworkProbes.ALL, HostProbes.ALL, CallProbes.ALL, OwnProbes.ALL)
        .flatMap(List::stream)
        .toList();
  }
}
