package ale.guest;

/** A way to reach a desktop: each of its parts, opened anew with every call. */
interface Drivers {
  /** With the pointer drawn in, or without; unavailable if the way has only the other. */
  Screen screen(boolean pointer);

  /** Whether its pictures show the pointer unless they are asked not to. */
  boolean showsPointer();

  Input input();

  Windows windows();

  Clipboard clipboard();
}
