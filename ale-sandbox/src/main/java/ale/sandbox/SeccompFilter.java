package ale.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A filter of system calls for x86-64 as a classic BPF program: everything is allowed but what
 * reaches for mounts, namespaces, other processes, kernel keys, io_uring, and address families
 * other than Unix, IPv4, IPv6 and a little netlink. Layout of the program: {@code linux/filter.h}
 * and {@code linux/seccomp.h}; numbers of the calls: {@code syscall_64.tbl} of the kernel.
 */
final class SeccompFilter {
  private static final int ARCH_X86_64 = 0xC000003E;
  private static final int ALLOW = 0x7FFF0000;
  private static final int KILL = 0x80000000;
  private static final int ERRNO = 0x00050000;
  private static final int EPERM = 1;
  private static final int ENOSYS = 38;
  private static final int EAFNOSUPPORT = 97;

  private static final int X32_BIT = 0x40000000;
  private static final int NEW_USER = 0x10000000;
  private static final int IOCTL = 16;
  private static final int SOCKET = 41;
  private static final int CLONE = 56;
  private static final int PERSONALITY = 135;
  private static final int CLONE3 = 435;
  private static final int NETLINK = 16;
  private static final int[] TERMINAL_INJECTION = {0x5412 /* TIOCSTI */, 0x541C /* TIOCLINUX */};
  private static final int[] FAMILIES = {1 /* unix */, 2 /* inet */, 10 /* inet6 */};
  private static final int[] NETLINK_PROTOCOLS = {
    0 /* route */, 4 /* sock_diag */, 15 /* kobject_uevent */
  };

  /** Linux, Linux without randomised addresses, and to ask which it is. */
  private static final int[] PERSONALITIES = {0, 0x0040000, 0xFFFFFFFF};

  /** Calls that are refused whatever their arguments. */
  private record Refused(Protection protection, int... calls) {}

  private static final List<Refused> REFUSED =
      List.of(
          // mount, umount2, pivot_root, chroot, mount_setattr, move_mount, open_tree, fsopen,
          // fsconfig, fsmount, fspick, open_tree_attr
          new Refused(
              Protection.FILTER_MOUNTS, 165, 166, 155, 161, 442, 429, 428, 430, 431, 432, 433, 467),
          // unshare, setns
          new Refused(Protection.FILTER_NAMESPACES, 272, 308),
          // bpf, perf_event_open, userfaultfd, fanotify_init
          new Refused(Protection.FILTER_KERNEL, 321, 298, 323, 300),
          // keyctl, add_key, request_key
          new Refused(Protection.FILTER_KEYS, 250, 248, 249),
          // open_by_handle_at, name_to_handle_at
          new Refused(Protection.FILTER_HANDLES, 304, 303),
          // kexec_load, kexec_file_load, init_module, finit_module, delete_module, reboot, swapon,
          // swapoff, acct, quotactl, quotactl_fd, syslog, settimeofday, clock_settime,
          // clock_adjtime, adjtimex, iopl, ioperm, lookup_dcookie, nfsservctl, vhangup
          new Refused(
              Protection.FILTER_MACHINE,
              246,
              320,
              175,
              313,
              176,
              169,
              167,
              168,
              163,
              179,
              443,
              103,
              164,
              227,
              305,
              159,
              172,
              173,
              212,
              180,
              153),
          // move_pages, mbind, migrate_pages
          new Refused(Protection.FILTER_MEMORY_PLACES, 279, 237, 256),
          // kcmp, process_vm_readv, process_vm_writev, ptrace, pidfd_getfd, process_madvise
          new Refused(Protection.FILTER_TRACING, 312, 310, 311, 101, 438, 440),
          // io_uring_setup, io_uring_enter, io_uring_register
          new Refused(Protection.FILTER_IO_URING, 425, 426, 427));

  private final ByteBuffer program = ByteBuffer.allocate(8 * 512).order(ByteOrder.nativeOrder());

  private final Protections protections;

  private SeccompFilter(Protections protections) {
    this.protections = protections;
  }

  /** Whether the filter fits this machine's processor. */
  static boolean supported() {
    return System.getProperty("os.arch", "").equals("amd64");
  }

  static byte[] program(Protections protections) {
    SeccompFilter filter = new SeccompFilter(protections);
    filter.foreign();
    filter.refused();
    filter.namespaces();
    filter.terminals();
    filter.personalities();
    filter.sockets();
    filter.give(ALLOW);
    byte[] bytes = new byte[filter.program.position()];
    filter.program.flip().get(bytes);
    return bytes;
  }

  /** The numbers below are those of one processor mode; a call in another never gets that far. */
  private void foreign() {
    load(4);
    add(0x15, 1, 0, ARCH_X86_64);
    give(protections.on(Protection.FILTER_FOREIGN_CALLS) ? KILL : ALLOW);
    load(0);
    add(0x35, 0, 1, X32_BIT);
    give(ERRNO | ENOSYS);
  }

  private void refused() {
    for (Refused group : REFUSED) {
      if (protections.on(group.protection())) {
        for (int call : group.calls()) {
          deny(call, EPERM);
        }
      }
    }
  }

  private void namespaces() {
    if (protections.on(Protection.FILTER_NAMESPACES)) {
      deny(CLONE3, ENOSYS); // so that the C library falls back to clone, whose flags show
      whenCall(CLONE, 4);
      load(argument(0));
      add(0x54, 0, 0, NEW_USER);
      add(0x15, 1, 0, 0);
      give(ERRNO | EPERM);
      load(0);
    }
  }

  private void terminals() {
    if (protections.on(Protection.FILTER_TERMINAL)) {
      whenCall(IOCTL, 2 + 2 * TERMINAL_INJECTION.length);
      load(argument(1));
      for (int request : TERMINAL_INJECTION) {
        deny(request, EPERM);
      }
      load(0);
    }
  }

  private void personalities() {
    if (protections.on(Protection.FILTER_PERSONALITY)) {
      whenCall(PERSONALITY, 2 + 2 * PERSONALITIES.length);
      load(argument(0));
      allow(PERSONALITIES);
      give(ERRNO | EPERM);
    }
  }

  private void sockets() {
    if (protections.on(Protection.FILTER_ADDRESS_FAMILIES)) {
      whenCall(SOCKET, 4 + 2 * FAMILIES.length + 2 * NETLINK_PROTOCOLS.length);
      load(argument(0));
      allow(FAMILIES);
      add(0x15, 0, 1 + 2 * NETLINK_PROTOCOLS.length, NETLINK);
      load(argument(2));
      allow(NETLINK_PROTOCOLS);
      give(ERRNO | EAFNOSUPPORT);
    }
  }

  private void allow(int... values) {
    for (int value : values) {
      add(0x15, 0, 1, value);
      give(ALLOW);
    }
  }

  /** Offset of the low half of an argument in {@code struct seccomp_data}. */
  private static int argument(int index) {
    return 16 + 8 * index;
  }

  private void load(int offset) {
    add(0x20, 0, 0, offset);
  }

  private void give(int action) {
    add(0x06, 0, 0, action);
  }

  private void deny(int value, int error) {
    add(0x15, 0, 1, value);
    give(ERRNO | error);
  }

  private void whenCall(int call, int length) {
    add(0x15, 0, length, call);
  }

  private void add(int code, int whenTrue, int whenFalse, int k) {
    program.putShort((short) code).put((byte) whenTrue).put((byte) whenFalse).putInt(k);
  }
}
