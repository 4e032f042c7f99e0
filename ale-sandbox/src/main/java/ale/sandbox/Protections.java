package ale.sandbox;

import java.util.Set;

/**
 * Which protections of a sandbox are on: all of them, but in a test of what they are for.
 *
 * @param off those that a test has switched off
 */
record Protections(Set<Protection> off) {
  static final Protections ALL = new Protections(Set.of());

  Protections {
    off = Set.copyOf(off);
  }

  boolean on(Protection protection) {
    return !off.contains(protection);
  }

  /** The host user of a part of the sandbox in a slot. */
  int user(int slot, int part) {
    if (!on(Protection.UNPRIVILEGED_USER)) {
      return 0;
    }
    if (!on(Protection.OWN_USER)) {
      return LocalSlots.SHARED_USER;
    }
    return LocalSlots.user(slot, on(Protection.OWN_DISPLAY) || part != 1 ? part : 0);
  }
}
