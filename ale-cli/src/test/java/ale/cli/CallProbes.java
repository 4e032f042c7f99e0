package ale.cli;

import static ale.cli.EscapeProbe.probe;
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
import static ale.sandbox.Protection.NO_NESTED_NAMESPACES;

import java.util.List;

/** Ways by system calls that no program of an office needs. */
final class CallProbes {
  private CallProbes() {}

  static final List<EscapeProbe> ALL =
      List.of(
          probe(
              "the call ptrace",
              "pid = child(); call(101, 0x4206, pid, 0, 0); escaped()",
              FILTER_TRACING),
          probe(
              "the memory of another process, by call",
              """
              pid = child()
              there = ctypes.create_string_buffer(b'here')
              place = struct.pack('QQ', ctypes.addressof(there), 4)
              escaped(call(310, pid, place, 1, place, 1, 0) == 4)
              """,
              FILTER_TRACING),
          probe(
              "the descriptors of another process, by call",
              "pid = child(); call(438, os.pidfd_open(pid), 0, 0); escaped()",
              FILTER_TRACING),
          probe(
              "a comparison of kernel objects",
              "escaped(call(312, os.getpid(), os.getpid(), 1, 0, 0) == 0)",
              FILTER_TRACING),
          probe(
              "io_uring",
              "call(425, 4, ctypes.create_string_buffer(120)); escaped()",
              FILTER_IO_URING),
          probe(
              "a key in the kernel",
              "call(248, b'user', b'ale-probe', b'x', 1, -2); escaped()",
              FILTER_KEYS),
          probe("a keyring of the kernel", "call(250, 0, -2, 1); escaped()", FILTER_KEYS),
          probe("faults of the kernel, to handle", "call(323, 1); escaped()", FILTER_KERNEL),
          probe("events of other users' files", "call(300, 0x200, 0); escaped()", FILTER_KERNEL),
          probe(
              "a user namespace, by unshare",
              "call(272, NEWUSER); escaped()",
              FILTER_NAMESPACES,
              NO_NESTED_NAMESPACES),
          probe(
              "a user namespace, by clone",
              """
              if call(56, NEWUSER | signal.SIGCHLD, 0, 0, 0, 0) == 0:
                  os._exit(0)
              escaped()
              """,
              FILTER_NAMESPACES,
              NO_NESTED_NAMESPACES),
          probe(
              "a user namespace, by clone3",
              """
              if call(435, struct.pack('8Q', NEWUSER, 0, 0, 0, signal.SIGCHLD, 0, 0, 0), 64) == 0:
                  os._exit(0)
              escaped()
              """,
              FILTER_NAMESPACES,
              NO_NESTED_NAMESPACES),
          probe(
              "a mount",
              """
              call(272, NEWUSER | NEWNS)
              call(165, b'none', b'/tmp', b'tmpfs', 0, 0)
              escaped()
              """,
              FILTER_NAMESPACES,
              NO_NESTED_NAMESPACES,
              FILTER_MOUNTS),
          probe(
              "a mount, by the new calls",
              "call(272, NEWUSER | NEWNS); call(430, b'tmpfs', 0); escaped()",
              FILTER_NAMESPACES,
              NO_NESTED_NAMESPACES,
              FILTER_MOUNTS),
          probe(
              "another root",
              "call(272, NEWUSER); call(161, b'/tmp'); escaped()",
              FILTER_NAMESPACES,
              NO_NESTED_NAMESPACES,
              FILTER_MOUNTS),
          probe("a tree of mounts", "call(428, -100, b'/', 0); escaped()", FILTER_MOUNTS),
          probe(
              "a file by its handle",
              """
              handle = ctypes.create_string_buffer(struct.pack('II', 128, 0), 136)
              call(303, -100, b'/dev/shm', handle, ctypes.create_string_buffer(8), 0)
              escaped()
              """,
              FILTER_HANDLES),
          probe(
              "a socket to the hypervisor",
              "socket.socket(40); escaped()",
              FILTER_ADDRESS_FAMILIES),
          probe(
              "a socket to the kernel's inside",
              "socket.socket(16, socket.SOCK_RAW, 16); escaped()",
              FILTER_ADDRESS_FAMILIES),
          probe(
              "a socket for raw packets",
              "call(272, NEWUSER | NEWNET); socket.socket(17, socket.SOCK_RAW); escaped()",
              FILTER_NAMESPACES,
              NO_NESTED_NAMESPACES,
              FILTER_ADDRESS_FAMILIES),
          probe(
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
          probe("memory that is executable", "call(135, 0x0400000); escaped()", FILTER_PERSONALITY),
          probe(
              "where memory lies", "call(279, 0, 0, 0, 0, 0, 0); escaped()", FILTER_MEMORY_PLACES),
          probe(
              "the clock",
              "call(159, ctypes.create_string_buffer(208)); escaped()",
              FILTER_MACHINE),
          probe(
              "the calls of 32-bit programs",
              """
              code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
              code.write(b'\\xb8\\x14\\x00\\x00\\x00\\xcd\\x80\\xc3') # eax = getpid; int 0x80; ret
              place = ctypes.addressof(ctypes.c_char.from_buffer(code))
              escaped(ctypes.CFUNCTYPE(ctypes.c_int)(place)() == os.getpid())
              """,
              FILTER_FOREIGN_CALLS));
}
