package ale.guest;

import ale.core.Opening;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;

/**
 * A connection to an X server: requests by hand, those that looking and pointing need ready-made.
 *
 * <p>Requests without a reply are gathered and go out with the next one that has a reply; an error
 * they cause surfaces there. Used by one thread at a time; after an {@link IOException} it is of no
 * more use.
 */
final class X11Connection implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_REPLY = 1 << 28;

  private static final int GET_INPUT_FOCUS = 43;
  private static final int QUERY_POINTER = 38;
  private static final int GET_IMAGE = 73;
  private static final int QUERY_EXTENSION = 98;
  private static final int CHANGE_KEYBOARD_MAPPING = 100;
  private static final int GET_KEYBOARD_MAPPING = 101;
  private static final int MAPPING_NOTIFY = 34;
  private static final int GENERIC_EVENT = 35;

  /** Where the pointer is, and the modifiers and buttons that are down. */
  record Pointer(Point at, int mask) {}

  /** The first 32 bytes of a reply, and what follows them. */
  record Reply(ByteBuffer head, ByteBuffer body) {}

  private final PatientSocket socket;
  private final X11Setup setup;
  private final byte[] requests = new byte[1 << 14];
  private final ByteBuffer out = ByteBuffer.wrap(requests).order(ByteOrder.LITTLE_ENDIAN);
  private int sequence;
  private boolean mappingChanged;
  private final ArrayDeque<ByteBuffer> events = new ArrayDeque<>();
  private int ids;

  private X11Connection(PatientSocket socket, XAuthority authority) throws IOException {
    this.socket = socket;
    this.setup = enter(authority);
  }

  static X11Connection open(Display display) {
    try {
      XAuthority authority = XAuthority.of(display);
      return Opening.with(
          PatientSocket.connect(display.socket(), PATIENCE),
          socket -> new X11Connection(socket, authority));
    } catch (IOException e) {
      throw new GuestException(
          GuestException.Code.UNAVAILABLE,
          "no display at " + display.socket() + ": " + e.getMessage(),
          e);
    }
  }

  private X11Setup enter(XAuthority authority) throws IOException {
    byte[] name = authority.name().getBytes(StandardCharsets.US_ASCII);
    out.put((byte) 'l').put((byte) 0).putShort((short) 11).putShort((short) 0);
    out.putShort((short) name.length).putShort((short) authority.data().length).putShort((short) 0);
    out.put(name).position(12 + padded(name.length));
    out.put(authority.data());
    out.position(12 + padded(name.length) + padded(authority.data().length));
    flush();
    ByteBuffer head = read(8);
    ByteBuffer body = read(4 * (head.getShort(6) & 0xffff));
    if (head.get(0) != 1) {
      throw new IOException("the X server refuses: " + text(body).strip());
    }
    try {
      return X11Setup.parse(body);
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("the X server's greeting is cut short", e);
    }
  }

  X11Setup setup() {
    return setup;
  }

  /** Whether somebody changed the keyboard mapping since the last question. */
  boolean mappingChanged() {
    boolean changed = mappingChanged;
    mappingChanged = false;
    return changed;
  }

  /** Waits until the server has done everything it was asked to. */
  void sync() throws IOException {
    begin(GET_INPUT_FOCUS, 0, 1);
    reply();
  }

  /** The number that stands for an extension in requests. */
  int extension(String name) throws IOException {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    int words = 2 + padded(bytes.length) / 4;
    int end = begin(QUERY_EXTENSION, 0, words) + 4 * words;
    out.putShort((short) bytes.length).putShort((short) 0).put(bytes).position(end);
    ByteBuffer head = reply().head();
    if (head.get(8) != 1) {
      throw new IOException("the X server has no " + name + " extension");
    }
    return head.get(9) & 0xff;
  }

  Pointer pointer() throws IOException {
    begin(QUERY_POINTER, 0, 2);
    out.putInt(setup.root());
    ByteBuffer head = reply().head();
    return new Pointer(new Point(head.getShort(16), head.getShort(18)), head.getShort(24) & 0xffff);
  }

  /** The symbols of every key; a row's index is the key's code. */
  int[][] keyboardMapping() throws IOException {
    int count = setup.maxKeycode() - setup.minKeycode() + 1;
    begin(GET_KEYBOARD_MAPPING, 0, 2);
    out.put((byte) setup.minKeycode()).put((byte) count).putShort((short) 0);
    Reply reply = reply();
    int perKey = reply.head().get(1) & 0xff;
    if (reply.body().remaining() < 4 * perKey * count) {
      throw new IOException("the X server's keyboard mapping is cut short");
    }
    int[][] mapping = new int[setup.maxKeycode() + 1][perKey];
    for (int key = setup.minKeycode(); key <= setup.maxKeycode(); key++) {
      reply.body().asIntBuffer().get((key - setup.minKeycode()) * perKey, mapping[key]);
    }
    return mapping;
  }

  void changeKeyboardMapping(int keycode, int... symbols) throws IOException {
    begin(CHANGE_KEYBOARD_MAPPING, 1, 2 + symbols.length);
    out.put((byte) keycode).put((byte) symbols.length).putShort((short) 0);
    for (int symbol : symbols) {
      out.putInt(symbol);
    }
  }

  /** XTEST's FakeInput; {@code extension} is the number of XTEST. */
  void fakeInput(int extension, int type, int detail, Point at) throws IOException {
    int end = begin(extension, 2, 9) + 36;
    out.put((byte) type).put((byte) detail).putShort((short) 0);
    out.putInt(0).putInt(setup.root()).putLong(0);
    out.putShort((short) at.x()).putShort((short) at.y()).position(end);
  }

  /** The pixels of the whole root window, four bytes each, blue first. */
  ByteBuffer image(Size size) throws IOException {
    begin(GET_IMAGE, 2, 5);
    out.putInt(setup.root()).putInt(0);
    out.putShort((short) size.width()).putShort((short) size.height()).putInt(-1);
    return reply().body();
  }

  /** A number for something that this client makes. */
  int newId() {
    return setup.idBase() + ++ids;
  }

  /** A request without a reply; its body is filled up to whole words. */
  void send(int opcode, int data, ByteBuffer body) throws IOException {
    int words = 1 + padded(body.remaining()) / 4;
    int end = begin(opcode, data, words) + 4 * words;
    out.put(body).position(end);
  }

  /** A request, and the reply to it. */
  Reply call(int opcode, int data, ByteBuffer body) throws IOException {
    send(opcode, data, body);
    return reply();
  }

  /** A body of so many bytes, to be filled and flipped. */
  static ByteBuffer body(int length) {
    return allocate(length);
  }

  /** A body of four-byte numbers. */
  static ByteBuffer words(int... words) {
    ByteBuffer body = allocate(4 * words.length);
    for (int word : words) {
      body.putInt(word);
    }
    return body.flip();
  }

  /**
   * The next event within the time. Errors of requests without a reply are let go meanwhile: what
   * events are answered to may be gone by then.
   */
  Optional<ByteBuffer> event(Duration within) throws IOException {
    long deadline = System.nanoTime() + within.toNanos();
    while (events.isEmpty()) {
      flush();
      if (!socket.readable(Duration.ofNanos(deadline - System.nanoTime()))) {
        return Optional.empty();
      }
      ByteBuffer head = read(32);
      if ((head.get(0) & 0x7f) > 1) {
        take(head);
      }
    }
    return Optional.of(events.remove());
  }

  private void take(ByteBuffer event) throws IOException {
    int kind = event.get(0) & 0x7f;
    if (kind == GENERIC_EVENT) {
      read(bodyLength(event));
    } else if (kind == MAPPING_NOTIFY) {
      mappingChanged = true;
    } else {
      events.add(event);
    }
  }

  private int begin(int opcode, int data, int words) throws IOException {
    if (out.remaining() < 4 * words) {
      flush();
    }
    sequence = (sequence + 1) & 0xffff;
    int start = out.position();
    out.put((byte) opcode).put((byte) data).putShort((short) words);
    return start;
  }

  private void flush() throws IOException {
    socket.write(out.flip());
    // requests leave padding unwritten, and the server may insist on zeros there
    Arrays.fill(requests, (byte) 0);
    out.clear();
  }

  /** Waits for the reply to the last request; an error of any request before it is thrown. */
  private Reply reply() throws IOException {
    flush();
    GuestException failure = null;
    while (true) {
      ByteBuffer head = read(32);
      boolean last = (head.getShort(2) & 0xffff) == sequence;
      int kind = head.get(0) & 0x7f;
      if (kind == 0) {
        if (failure == null) {
          failure = failure(head);
        }
        if (last) {
          throw failure;
        }
      } else if (kind == 1) {
        ByteBuffer body = read(bodyLength(head));
        if (failure != null) {
          throw failure;
        }
        if (last) {
          return new Reply(head, body);
        }
      } else {
        take(head);
      }
    }
  }

  private static int bodyLength(ByteBuffer head) throws IOException {
    long length = 4 * Integer.toUnsignedLong(head.getInt(4));
    if (length > MOST_REPLY) {
      throw new IOException("the X server announces a reply of " + length + " bytes");
    }
    return (int) length;
  }

  private static GuestException failure(ByteBuffer head) {
    return new GuestException(
        GuestException.Code.BAD_REQUEST,
        "the X server reports error %d for request %d.%d with value %d"
            .formatted(
                head.get(1) & 0xff,
                head.get(10) & 0xff,
                head.getShort(8) & 0xffff,
                Integer.toUnsignedLong(head.getInt(4))));
  }

  private ByteBuffer read(int length) throws IOException {
    ByteBuffer bytes = allocate(length);
    socket.read(bytes);
    return bytes.flip();
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.ISO_8859_1.decode(bytes).toString();
  }

  private static ByteBuffer allocate(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  static int padded(int length) {
    return (length + 3) & ~3;
  }

  @Override
  public void close() {
    socket.close();
  }
}
