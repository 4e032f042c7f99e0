package ale.cli;

import static ale.sandbox.Protection.CGROUP_NAMESPACE;
import static ale.sandbox.Protection.DISK_LIMIT;
import static ale.sandbox.Protection.EMPTY_ENVIRONMENT;
import static ale.sandbox.Protection.FILTER_ADDRESS_FAMILIES;
import static ale.sandbox.Protection.FILTER_FOREIGN_CALLS;
import static ale.sandbox.Protection.FILTER_HANDLES;
import static ale.sandbox.Protection.FILTER_IO_URING;
import static ale.sandbox.Protection.FILTER_KERNEL;
import static ale.sandbox.Protection.FILTER_KEYS;
import static ale.sandbox.Protection.FILTER_MACHINE;
import static ale.sandbox.Protection.FILTER_MEMORY_PLACES;
import static ale.sandbox.Protection.FILTER_MOUNTS;
import static ale.sandbox.Protection.FILTER_NAMESPACES;
import static ale.sandbox.Protection.FILTER_PERSONALITY;
import static ale.sandbox.Protection.FILTER_TERMINAL;
import static ale.sandbox.Protection.FILTER_TRACING;
import static ale.sandbox.Protection.GUEST_OUT_OF_REACH;
import static ale.sandbox.Protection.IPC_NAMESPACE;
import static ale.sandbox.Protection.MASKED_PROC;
import static ale.sandbox.Protection.MEMORY_LIMIT;
import static ale.sandbox.Protection.MINIMAL_DEV;
import static ale.sandbox.Protection.NETWORK_NAMESPACE;
import static ale.sandbox.Protection.NO_CORE_DUMPS;
import static ale.sandbox.Protection.NO_NESTED_NAMESPACES;
import static ale.sandbox.Protection.OWN_DISPLAY;
import static ale.sandbox.Protection.OWN_ROOT;
import static ale.sandbox.Protection.OWN_USER;
import static ale.sandbox.Protection.PID_NAMESPACE;
import static ale.sandbox.Protection.PROCESS_LIMIT;
import static ale.sandbox.Protection.READ_ONLY_TOOLS;
import static ale.sandbox.Protection.UNPRIVILEGED_USER;
import static ale.sandbox.Protection.UTS_NAMESPACE;

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

  private static EscapeProbe of(String name, String script, Protection... off) {
    return new EscapeProbe(name, Set.of(off), script);
  }

  static List<EscapeProbe> all() {
    return java.util.stream.Stream.of(NETWORK, MESSAGES, NEIGHBOURS, HOST, CALLS, OWN)
        .flatMap(List::stream)
        .toList();
  }

  private static final List<EscapeProbe> NETWORK =
      List.of(
          of(
              "a listener of the host over IPv4",
              "connect(socket.AF_INET, ('127.0.0.1', host['tcp4']))",
              NETWORK_NAMESPACE),
          of(
              "a listener of the host over IPv6",
              "connect(socket.AF_INET6, ('::1', host['tcp6']))",
              NETWORK_NAMESPACE),
          of(
              "a listener of the host over IPv4 in IPv6",
              "connect(socket.AF_INET6, ('::ffff:127.0.0.1', host['tcp4']))",
              NETWORK_NAMESPACE),
          of(
              "a datagram service of the host over IPv4",
              "udp(socket.AF_INET, '127.0.0.1', host['udp4'])",
              NETWORK_NAMESPACE),
          of(
              "a datagram service of the host over IPv6",
              "udp(socket.AF_INET6, '::1', host['udp6'])",
              NETWORK_NAMESPACE),
          of(
              "an abstract socket of the host",
              "connect(socket.AF_UNIX, '\\0' + host['secret'])",
              NETWORK_NAMESPACE),
          of(
              "an abstract datagram socket of the host",
              """
              s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
              s.connect('\\0' + host['secret'] + '-datagrams')
              escaped()
              """,
              NETWORK_NAMESPACE),
          of(
              "the list of the host's listeners",
              "escaped(':%04X 000000000' % host['tcp6'] in open('/proc/net/tcp6').read())",
              NETWORK_NAMESPACE),
          of(
              "the list of the host's Unix sockets",
              "escaped(host['secret'] in open('/proc/net/unix').read())",
              NETWORK_NAMESPACE),
          of(
              "the ports that the host holds",
              """
              try:
                  socket.socket().bind(('127.0.0.1', host['tcp4']))
              except OSError as e:
                  escaped(e.errno == errno.EADDRINUSE)
              """,
              NETWORK_NAMESPACE));

  private static final List<EscapeProbe> MESSAGES =
      List.of(
          of(
              "shared memory of the host",
              """
              place = libc.shmat(libc.shmget(host['key'], 0, 0), None, 0o10000)
              escaped(ctypes.string_at(place) == host['secret'].encode())
              """,
              IPC_NAMESPACE),
          of(
              "a System V message queue of the host",
              "escaped(libc.msgget(host['key'], 0) >= 0)",
              IPC_NAMESPACE),
          of(
              "a System V semaphore of the host",
              "escaped(libc.semget(host['key'], 0, 0) >= 0)",
              IPC_NAMESPACE),
          of(
              "a POSIX message queue of the host",
              "call(240, ('ale-' + host['secret']).encode(), os.O_RDONLY, 0, 0); escaped()",
              IPC_NAMESPACE),
          of(
              "a file in the host's shared memory",
              "escaped(open('/dev/shm/ale-' + host['secret']).read() == host['secret'])",
              MINIMAL_DEV));

  private static final List<EscapeProbe> NEIGHBOURS =
      List.of(
          of(
              "the list of the host's processes",
              "escaped(host['secret'] in cmdline(host['holder']))",
              PID_NAMESPACE),
          of(
              "a signal to a process of the host",
              "os.kill(holder(), 0); escaped()",
              PID_NAMESPACE,
              OWN_USER,
              GUEST_OUT_OF_REACH),
          of(
              "the priority of a process of the host",
              "os.setpriority(os.PRIO_PROCESS, holder(), 19); escaped()",
              PID_NAMESPACE,
              OWN_USER),
          of(
              "a file of a user of the host",
              "escaped(open(anywhere(host['shared_file'])).read() == host['secret'])",
              OWN_ROOT,
              OWN_USER),
          of(
              "a file of another sandbox",
              "escaped(host['secret'] in open(anywhere(host['neighbour_file'])).read())",
              OWN_ROOT),
          of(
              "the display of another sandbox",
              """
              s = socket.socket(socket.AF_UNIX)
              s.connect(anywhere(host['neighbour_display']))
              s.sendall(struct.pack('<BxHHHHxx', 0x6c, 11, 0, 0, 0))
              escaped(s.recv(1) == b'\\1')
              """,
              OWN_ROOT));

  private static final List<EscapeProbe> HOST =
      List.of(
          of(
              "a file of the host",
              "escaped(open(anywhere(host['file'])).read() == host['secret'])",
              OWN_ROOT),
          of(
              "a Unix socket of the host",
              "connect(socket.AF_UNIX, anywhere(host['socket']))",
              OWN_ROOT),
          of(
              "the host's control groups",
              "escaped(len(os.listdir(anywhere('/sys/fs/cgroup'))) > 0)",
              OWN_ROOT),
          of(
              "a file of the host's root",
              "escaped(open(anywhere(host['root_file'])).read() == host['secret'])",
              OWN_ROOT,
              UNPRIVILEGED_USER),
          of(
              "what the kernel runs when a program crashes",
              "openable('/proc/sys/kernel/core_pattern', os.O_WRONLY)",
              UNPRIVILEGED_USER),
          of(
              "the kernel's timers",
              "escaped(len(open('/proc/timer_list').read(100)) > 0)",
              UNPRIVILEGED_USER,
              MASKED_PROC),
          of(
              "the kernel's log, to write",
              "openable('/dev/kmsg', os.O_WRONLY)",
              UNPRIVILEGED_USER,
              MINIMAL_DEV),
          of(
              "a disk of the host",
              """
              import stat
              disks = [d for d in sorted(os.listdir('/dev'))
                       if stat.S_ISBLK(os.lstat('/dev/' + d).st_mode)]
              openable('/dev/' + disks[0], os.O_RDONLY | os.O_NONBLOCK)
              """,
              UNPRIVILEGED_USER,
              MINIMAL_DEV),
          of(
              "the list of the host's devices",
              "escaped('kmsg' in os.listdir('/dev'))",
              MINIMAL_DEV),
          of(
              "our Java runtime, to write",
              "openable('/opt/ale/runtime/release', os.O_WRONLY)",
              UNPRIVILEGED_USER,
              READ_ONLY_TOOLS),
          of(
              "our guest's program, to write",
              """
              jars = sorted(os.listdir('/opt/ale/guest'))
              openable('/opt/ale/guest/' + jars[0], os.O_WRONLY)
              """,
              UNPRIVILEGED_USER,
              READ_ONLY_TOOLS),
          of(
              "how the host was booted",
              "escaped(len(open('/proc/cmdline').read()) > 0)",
              MASKED_PROC),
          of(
              "the names in the kernel",
              "escaped(len(open('/proc/kallsyms').read(100)) > 0)",
              MASKED_PROC),
          of(
              "the host's interrupts, which tell when keys are pressed",
              "escaped(len(open('/proc/interrupts').read()) > 0)",
              MASKED_PROC),
          of(
              "the host's handler of crashes",
              "import resource; resource.setrlimit(resource.RLIMIT_CORE, (9, 9)); escaped()",
              NO_CORE_DUMPS),
          of("the host's name", "escaped(os.uname().nodename == host['hostname'])", UTS_NAMESPACE),
          of(
              "the names of the host's control groups",
              "escaped('/ale/' in open('/proc/self/cgroup').read())",
              CGROUP_NAMESPACE),
          of(
              "the controller's environment",
              "escaped(host['variable'] in os.environ)",
              EMPTY_ENVIRONMENT));

  private static final List<EscapeProbe> CALLS =
      List.of(
          of(
              "the call ptrace",
              "pid = child(); call(101, 0x4206, pid, 0, 0); escaped()",
              FILTER_TRACING),
          of(
              "the memory of another process, by call",
              """
              pid = child()
              there = ctypes.create_string_buffer(b'here')
              place = struct.pack('QQ', ctypes.addressof(there), 4)
              escaped(call(310, pid, place, 1, place, 1, 0) == 4)
              """,
              FILTER_TRACING),
          of(
              "the descriptors of another process, by call",
              "pid = child(); call(438, os.pidfd_open(pid), 0, 0); escaped()",
              FILTER_TRACING),
          of(
              "a comparison of kernel objects",
              "escaped(call(312, os.getpid(), os.getpid(), 1, 0, 0) == 0)",
              FILTER_TRACING),
          of(
              "io_uring",
              "call(425, 4, ctypes.create_string_buffer(120)); escaped()",
              FILTER_IO_URING),
          of(
              "a key in the kernel",
              "call(248, b'user', b'ale-probe', b'x', 1, -2); escaped()",
              FILTER_KEYS),
          of("a keyring of the kernel", "call(250, 0, -2, 1); escaped()", FILTER_KEYS),
          of("faults of the kernel, to handle", "call(323, 1); escaped()", FILTER_KERNEL),
          of("events of other users' files", "call(300, 0x200, 0); escaped()", FILTER_KERNEL),
          of(
              "a user namespace, by unshare",
              "call(272, NEWUSER); escaped()",
              FILTER_NAMESPACES,
              NO_NESTED_NAMESPACES),
          of(
              "a user namespace, by clone",
              """
              if call(56, NEWUSER | signal.SIGCHLD, 0, 0, 0, 0) == 0:
                  os._exit(0)
              escaped()
              """,
              FILTER_NAMESPACES,
              NO_NESTED_NAMESPACES),
          of(
              "a user namespace, by clone3",
              """
              if call(435, struct.pack('8Q', NEWUSER, 0, 0, 0, signal.SIGCHLD, 0, 0, 0), 64) == 0:
                  os._exit(0)
              escaped()
              """,
              FILTER_NAMESPACES,
              NO_NESTED_NAMESPACES),
          of(
              "a mount",
              """
              call(272, NEWUSER | NEWNS)
              call(165, b'none', b'/tmp', b'tmpfs', 0, 0)
              escaped()
              """,
              FILTER_NAMESPACES,
              NO_NESTED_NAMESPACES,
              FILTER_MOUNTS),
          of(
              "a mount, by the new calls",
              "call(272, NEWUSER | NEWNS); call(430, b'tmpfs', 0); escaped()",
              FILTER_NAMESPACES,
              NO_NESTED_NAMESPACES,
              FILTER_MOUNTS),
          of(
              "another root",
              "call(272, NEWUSER); call(161, b'/tmp'); escaped()",
              FILTER_NAMESPACES,
              NO_NESTED_NAMESPACES,
              FILTER_MOUNTS),
          of("a tree of mounts", "call(428, -100, b'/', 0); escaped()", FILTER_MOUNTS),
          of(
              "a file by its handle",
              """
              handle = ctypes.create_string_buffer(struct.pack('II', 128, 0), 136)
              call(303, -100, b'/dev/shm', handle, ctypes.create_string_buffer(8), 0)
              escaped()
              """,
              FILTER_HANDLES),
          of("a socket to the hypervisor", "socket.socket(40); escaped()", FILTER_ADDRESS_FAMILIES),
          of(
              "a socket to the kernel's inside",
              "socket.socket(16, socket.SOCK_RAW, 16); escaped()",
              FILTER_ADDRESS_FAMILIES),
          of(
              "a socket for raw packets",
              "call(272, NEWUSER | NEWNET); socket.socket(17, socket.SOCK_RAW); escaped()",
              FILTER_NAMESPACES,
              NO_NESTED_NAMESPACES,
              FILTER_ADDRESS_FAMILIES),
          of(
              "typing into a terminal",
              """
              import fcntl, pty
              pid, terminal = pty.fork()
              if pid == 0:
                  try:
                      fcntl.ioctl(0, 0x5412, b'x')
                      os._exit(0)
                  except OSError as e:
                      os._exit(e.errno)
              reached = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
              # EIO: the call came through, and this kernel has switched it off
              escaped(reached in (0, errno.EIO))
              """,
              FILTER_TERMINAL),
          of("memory that is executable", "call(135, 0x0400000); escaped()", FILTER_PERSONALITY),
          of("where memory lies", "call(279, 0, 0, 0, 0, 0, 0); escaped()", FILTER_MEMORY_PLACES),
          of("the clock", "call(159, ctypes.create_string_buffer(208)); escaped()", FILTER_MACHINE),
          of(
              "the calls of 32-bit programs",
              """
              code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
              code.write(b'\\xb8\\x14\\x00\\x00\\x00\\xcd\\x80\\xc3') # eax = getpid; int 0x80; ret
              place = ctypes.addressof(ctypes.c_char.from_buffer(code))
              escaped(ctypes.CFUNCTYPE(ctypes.c_int)(place)() == os.getpid())
              """,
              FILTER_FOREIGN_CALLS));

  private static final List<EscapeProbe> OWN =
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
