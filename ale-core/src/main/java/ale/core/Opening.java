package ale.core;

import java.io.Closeable;
import java.io.IOException;

/** The making of something from a resource that is given back if the making fails. */
public final class Opening {
  /** Makes something from a resource. */
  public interface Maker<R, T> {
    /**
     * Makes it.
     *
     * @throws IOException if it cannot be made
     */
    T make(R resource) throws IOException;
  }

  /** Makes something. */
  public interface Making<T, E extends Exception> {
    /**
     * Makes it.
     *
     * @throws E if it cannot be made
     */
    T make() throws E;
  }

  /** Gives back what a failed making has taken. */
  public interface Undoing<E extends Exception> {
    /**
     * Gives it back.
     *
     * @throws E if that fails too
     */
    void undo() throws E;
  }

  private Opening() {}

  /** What the maker makes; if it fails, however that may be, the resource is closed. */
  public static <R extends Closeable, T> T with(R resource, Maker<R, T> maker) throws IOException {
    return or(resource::close, () -> maker.make(resource));
  }

  /** The same with something else to be done if it fails. */
  public static <T, E extends Exception> T or(Undoing<E> undoing, Making<T, E> making) throws E {
    boolean made = false;
    try {
      T result = making.make();
      made = true;
      return result;
    } finally {
      if (!made) {
        undoing.undo();
      }
    }
  }
}
