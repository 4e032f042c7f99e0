package ale.store;

import ale.core.AleException;

/** The database failed. */
public final class StoreException extends AleException {
  private static final long serialVersionUID = 1;

  StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
