package ale.sandbox;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/** The system calls that the JDK lacks: mount, umount2, geteuid, and a question to Landlock. */
@SuppressWarnings("restricted") // calling C is what this class is for
final class Linux {
  static final long NOSUID = 2;
  static final long NODEV = 4;
  private static final long LANDLOCK_CREATE_RULESET = 444;
  private static final int DETACH = 2;
  private static final int EINVAL = 22;
  private static final int ENOENT = 2;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle MOUNT =
      call(
          "mount",
          ValueLayout.ADDRESS,
          ValueLayout.ADDRESS,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_LONG,
          ValueLayout.ADDRESS);
  private static final MethodHandle UMOUNT =
      call("umount2", ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
  private static final MethodHandle GETEUID = call("geteuid");

  private Linux() {}

  private static MethodHandle call(String name, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments),
        Linker.Option.captureCallState("errno"));
  }

  static boolean root() {
    try (Arena arena = Arena.ofConfined()) {
      return (int) GETEUID.invoke(arena.allocate(STATE)) == 0;
    } catch (Throwable e) {
      throw new SandboxException("geteuid failed", e);
    }
  }

  /**
   * Whether this root is not the machine's but that of a user namespace, to which few users are
   * mapped. See user_namespaces(7).
   */
  static boolean mapped() {
    try {
      return !Files.readString(Path.of("/proc/self/uid_map"))
          .strip()
          .replaceAll("\\s+", " ")
          .equals("0 0 4294967295");
    } catch (IOException e) {
      return false; // a kernel without user namespaces
    }
  }

  /** Lays folders over each other; {@code options} name them. */
  static void overlay(Path target, long flags, String options) {
    mount("overlay", target, flags, options + (mapped() ? ",userxattr" : ""));
  }

  /** The version of Landlock that this kernel has; 0 if it has none. */
  static int landlock() {
    MethodHandle call =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG),
            Linker.Option.firstVariadicArg(1));
    try {
      long version = (long) call.invoke(LANDLOCK_CREATE_RULESET, MemorySegment.NULL, 0L, 1L);
      return (int) Math.max(0, version);
    } catch (Throwable e) {
      throw new SandboxException("the call of landlock_create_ruleset failed", e);
    }
  }

  static void mount(String type, Path target, long flags, String data) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int result =
          (int)
              MOUNT.invoke(
                  state,
                  arena.allocateFrom(type),
                  arena.allocateFrom(target.toString()),
                  arena.allocateFrom(type),
                  flags,
                  arena.allocateFrom(data));
      if (result != 0) {
        throw new SandboxException(
            "cannot mount "
                + type
                + " on "
                + target
                + " (errno "
                + (int) ERRNO.get(state, 0L)
                + ", options "
                + data
                + ")");
      }
    } catch (SandboxException e) {
      throw e;
    } catch (Throwable e) {
      throw new SandboxException("the call of mount failed", e);
    }
  }

  /** Takes a mount away, now or as soon as nobody uses it; a path that is none is left alone. */
  static void unmount(Path target) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment path = arena.allocateFrom(target.toString());
      if ((int) UMOUNT.invoke(state, path, 0) == 0) {
        return;
      }
      int reason = (int) ERRNO.get(state, 0L);
      if (reason == EINVAL || reason == ENOENT) {
        return;
      }
      if ((int) UMOUNT.invoke(state, path, DETACH) != 0) {
        throw new SandboxException(
            "cannot unmount " + target + " (errno " + (int) ERRNO.get(state, 0L) + ")");
      }
    } catch (SandboxException e) {
      throw e;
    } catch (Throwable e) {
      throw new SandboxException("the call of umount2 failed", e);
    }
  }
}
