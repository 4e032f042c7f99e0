package ale.sandbox;

/**
 * One thing that keeps an agent in its sandbox. All are on; only a test can switch one off, to show
 * that the escape which it stops is a real one.
 */
public enum Protection {
  /** Bubblewrap is started as an ordinary user of the host, never as root. */
  UNPRIVILEGED_USER,
  /** No two sandboxes share a user of the host. */
  OWN_USER,
  /** Nothing of the controller's environment goes in. */
  EMPTY_ENVIRONMENT,
  /** Only a loopback of its own. */
  NETWORK_NAMESPACE,
  /** System V and POSIX messages of its own. */
  IPC_NAMESPACE,
  /** Only its own processes are seen and signalled. */
  PID_NAMESPACE,
  /** A host name of its own. */
  UTS_NAMESPACE,
  /** The names of the host's control groups are hidden. */
  CGROUP_NAMESPACE,
  /** No user namespace can be made inside. */
  NO_NESTED_NAMESPACES,
  /** No file of the host but what is bound on purpose. */
  OWN_ROOT,
  /** Kernel secrets in {@code /proc} are covered. */
  MASKED_PROC,
  /** Only harmless devices. */
  MINIMAL_DEV,
  /** Our own programs cannot be written. */
  READ_ONLY_TOOLS,
  /** The X server is another user's, and its frame buffer is only to be read. */
  OWN_DISPLAY,
  /** An agent's programs cannot signal, trace or look into the guest. */
  GUEST_OUT_OF_REACH,
  /** A program that crashes leaves nothing with the host's handler of crashes. */
  NO_CORE_DUMPS,
  /** Memory of the whole sandbox is bounded. */
  MEMORY_LIMIT,
  /** The number of processes is bounded. */
  PROCESS_LIMIT,
  /** What can be written is bounded. */
  DISK_LIMIT,
  /** Programs of other processor modes cannot go round the filter. */
  FILTER_FOREIGN_CALLS,
  /** No mounts, by the old calls or the new. */
  FILTER_MOUNTS,
  /** No namespaces. */
  FILTER_NAMESPACES,
  /** No programs in the kernel, no counters of it, no faults handled for it. */
  FILTER_KERNEL,
  /** No keys of the kernel, which belong to users rather than to sandboxes. */
  FILTER_KEYS,
  /** No files by handle, which go round the mounts. */
  FILTER_HANDLES,
  /** No modules, no reboot, no swap, no clock, no ports. */
  FILTER_MACHINE,
  /** No placing of other processes' memory. */
  FILTER_MEMORY_PLACES,
  /** No tracing, reading or writing of other processes. */
  FILTER_TRACING,
  /** No io_uring, whose requests no filter sees. */
  FILTER_IO_URING,
  /** No odd execution domains, which switch off defences of programs. */
  FILTER_PERSONALITY,
  /** No typing into terminals. */
  FILTER_TERMINAL,
  /** No sockets but Unix, IPv4, IPv6 and the netlink protocols that every program uses. */
  FILTER_ADDRESS_FAMILIES;
}
