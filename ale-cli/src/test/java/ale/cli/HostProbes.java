package ale.cli;

import static ale.cli.EscapeProbe.probe;
import static ale.sandbox.Protection.CGROUP_NAMESPACE;
import static ale.sandbox.Protection.EMPTY_ENVIRONMENT;
import static ale.sandbox.Protection.GUEST_OUT_OF_REACH;
import static ale.sandbox.Protection.IPC_NAMESPACE;
import static ale.sandbox.Protection.MASKED_PROC;
import static ale.sandbox.Protection.MINIMAL_DEV;
import static ale.sandbox.Protection.NO_CORE_DUMPS;
import static ale.sandbox.Protection.OWN_ROOT;
import static ale.sandbox.Protection.OWN_USER;
import static ale.sandbox.Protection.PID_NAMESPACE;
import static ale.sandbox.Protection.READ_ONLY_TOOLS;
import static ale.sandbox.Protection.UNPRIVILEGED_USER;
import static ale.sandbox.Protection.UTS_NAMESPACE;

import java.util.List;

/** Ways to messages, files, processes and secrets of the host and of other sandboxes. */
final class HostProbes {
  private HostProbes() {}

  static final List<EscapeProbe> ALL =
      List.of(
          probe(
              "shared memory of the host",
              """
              place = libc.shmat(libc.shmget(host['key'], 0, 0), None, 0o10000)
              escaped(ctypes.string_at(place) == host['secret'].encode())
              """,
              IPC_NAMESPACE),
          probe(
              "a System V message queue of the host",
              "escaped(libc.msgget(host['key'], 0) >= 0)",
              IPC_NAMESPACE),
          probe(
              "a System V semaphore of the host",
              "escaped(libc.semget(host['key'], 0, 0) >= 0)",
              IPC_NAMESPACE),
          probe(
              "a POSIX message queue of the host",
              "call(240, ('ale-' + host['secret']).encode(), os.O_RDONLY, 0, 0); escaped()",
              IPC_NAMESPACE),
          probe(
              "a file in the host's shared memory",
              "escaped(open('/dev/shm/ale-' + host['secret']).read() == host['secret'])",
              MINIMAL_DEV),
          probe(
              "the list of the host's processes",
              "escaped(host['secret'] in cmdline(host['holder']))",
              PID_NAMESPACE),
          probe(
              "a signal to a process of the host",
              "os.kill(holder(), 0); escaped()",
              PID_NAMESPACE,
              OWN_USER,
              GUEST_OUT_OF_REACH),
          probe(
              "the priority of a process of the host",
              "os.setpriority(os.PRIO_PROCESS, holder(), 19); escaped()",
              PID_NAMESPACE,
              OWN_USER),
          probe(
              "a file of a user of the host",
              "escaped(open(anywhere(host['shared_file'])).read() == host['secret'])",
              OWN_ROOT,
              OWN_USER),
          probe(
              "a file of another sandbox",
              "escaped(host['secret'] in open(anywhere(host['neighbour_file'])).read())",
              OWN_ROOT),
          probe(
              "the display of another sandbox",
              """
              s = socket.socket(socket.AF_UNIX)
              s.connect(anywhere(host['neighbour_display']))
              s.sendall(struct.pack('<BxHHHHxx', 0x6c, 11, 0, 0, 0))
              escaped(s.recv(1) == b'\\1')
              """,
              OWN_ROOT),
          probe(
              "a file of the host",
              "escaped(open(anywhere(host['file'])).read() == host['secret'])",
              OWN_ROOT),
          probe(
              "a Unix socket of the host",
              "connect(socket.AF_UNIX, anywhere(host['socket']))",
              OWN_ROOT),
          probe(
              "the host's control groups",
              "escaped(len(os.listdir(anywhere('/sys/fs/cgroup'))) > 0)",
              OWN_ROOT),
          probe(
              "a file of the host's root",
              "escaped(open(anywhere(host['root_file'])).read() == host['secret'])",
              OWN_ROOT,
              UNPRIVILEGED_USER),
          probe(
              "what the kernel runs when a program crashes",
              "openable('/proc/sys/kernel/core_pattern', os.O_WRONLY)",
              UNPRIVILEGED_USER),
          probe(
              "the kernel's timers",
              "escaped(len(open('/proc/timer_list').read(100)) > 0)",
              UNPRIVILEGED_USER,
              MASKED_PROC),
          probe(
              "the kernel's log, to write",
              "openable('/dev/kmsg', os.O_WRONLY)",
              UNPRIVILEGED_USER,
              MINIMAL_DEV),
          probe(
              "a disk of the host",
              """
              import stat
              disks = [d for d in sorted(os.listdir('/dev'))
                       if stat.S_ISBLK(os.lstat('/dev/' + d).st_mode)]
              openable('/dev/' + disks[0], os.O_RDONLY | os.O_NONBLOCK)
              """,
              UNPRIVILEGED_USER,
              MINIMAL_DEV),
          probe(
              "the list of the host's devices",
              "escaped('kmsg' in os.listdir('/dev'))",
              MINIMAL_DEV),
          probe(
              "our Java runtime, to write",
              "openable('/opt/ale/runtime/release', os.O_WRONLY)",
              UNPRIVILEGED_USER,
              READ_ONLY_TOOLS),
          probe(
              "our guest's program, to write",
              """
              jars = sorted(os.listdir('/opt/ale/guest'))
              openable('/opt/ale/guest/' + jars[0], os.O_WRONLY)
              """,
              UNPRIVILEGED_USER,
              READ_ONLY_TOOLS),
          probe(
              "how the host was booted",
              "escaped(len(open('/proc/cmdline').read()) > 0)",
              MASKED_PROC),
          probe(
              "the names in the kernel",
              "escaped(len(open('/proc/kallsyms').read(100)) > 0)",
              MASKED_PROC),
          probe(
              "the host's interrupts, which tell when keys are pressed",
              "escaped(len(open('/proc/interrupts').read()) > 0)",
              MASKED_PROC),
          probe(
              "the host's handler of crashes",
              "import resource; resource.setrlimit(resource.RLIMIT_CORE, (9, 9)); escaped()",
              NO_CORE_DUMPS),
          probe(
              "the host's name", "escaped(os.uname().nodename == host['hostname'])", UTS_NAMESPACE),
          probe(
              "the names of the host's control groups",
              "escaped('/ale/' in open('/proc/self/cgroup').read())",
              CGROUP_NAMESPACE),
          probe(
              "the controller's environment",
              "escaped(host['variable'] in os.environ)",
              EMPTY_ENVIRONMENT));
}
