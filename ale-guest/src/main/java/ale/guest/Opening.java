package ale.guest;

import java.io.Closeable;
import java.io.IOException;

/** The making of something that takes a resource over; if it fails, the resource is closed. */
final class Opening {
  interface Maker<R, T> {
    T make(R resource) throws IOException;
  }

  private Opening() {}

  static <R extends Closeable, T> T with(R resource, Maker<R, T> maker) throws IOException {
    boolean made = false;
    try {
      T result = maker.make(resource);
      made = true;
      return result;
    } finally {
      if (!made) {
        resource.close();
      }
    }
  }
}
