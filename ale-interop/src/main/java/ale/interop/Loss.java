package ale.interop;

/**
 * Something that a format could not carry.
 *
 * @param file in which it was, or that was not written
 * @param field the field, with array places left out; "" for the whole file
 * @param why and what became of it
 * @param count how often
 */
public record Loss(String file, String field, String why, int count) {
  @Override
  public String toString() {
    return file
        + (field.isEmpty() ? "" : " " + field)
        + ": "
        + why
        + (count > 1 ? " x" + count : "");
  }
}
