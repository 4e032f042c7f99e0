package ale.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What programs of the sandbox can do to the guest's socket must not keep the controller out. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileClientTest {
  private static final byte HELLO = 1;

  @TempDir Path temp;

  private Path socket() {
    return temp.resolve("s");
  }

  /** A guest that can only be pinged, and is patient for so long. */
  private GuestServer serve(Duration greeting) throws IOException {
    GuestServer server =
        GuestServer.listen(socket(), TestGuest.TOKEN, Map.of("ping", _ -> Fields.of()), greeting);
    Thread.ofVirtual().start(server::serve);
    return server;
  }

  private GuestClient controller() {
    return GuestClient.connect(socket(), TestGuest.TOKEN, Duration.ofSeconds(20));
  }

  /** The beginning of a frame that never comes whole. */
  private static ByteBuffer half(int length) {
    return ByteBuffer.allocate(20).putInt(length).put(HELLO).putLong(0).rewind();
  }

  @Test
  void thousands_of_silent_connections_shut_nobody_out() throws IOException {
    var silent = new ArrayList<RawClient>();
    try (GuestServer _ = serve(Duration.ofMinutes(10));
        GuestClient before = controller()) {
      for (int i = 0; i < 2000; i++) {
        silent.add(RawClient.connect(socket()));
        if (i >= 500) {
          silent.removeFirst().close();
        }
      }
      before.ping();
      try (GuestClient after = controller()) {
        after.ping();
      }
      assertThat(silent.getFirst().tryRead()).as("the eldest made room").isEmpty();
    } finally {
      for (RawClient one : silent) {
        one.close();
      }
    }
  }

  @Test
  void a_storm_of_connections_does_not_keep_the_controller_out() throws Exception {
    var over = new AtomicBoolean();
    try (GuestServer _ = serve(Duration.ofMinutes(10))) {
      var storm =
          List.of(
              Thread.ofPlatform().start(() -> storm(over)),
              Thread.ofPlatform().start(() -> storm(over)));
      try {
        for (int i = 0; i < 10; i++) {
          try (GuestClient client = controller()) {
            client.ping();
          }
        }
      } finally {
        over.set(true);
        for (Thread one : storm) {
          one.join();
        }
      }
    }
  }

  private void storm(AtomicBoolean over) {
    while (!over.get()) {
      try (RawClient client = RawClient.connect(socket())) {
        client.write(half(500));
      } catch (IOException e) {
        // shown out before it could say anything, as it should be
      }
    }
  }

  @Test
  void who_greets_byte_by_byte_is_shown_out_in_time() throws Exception {
    try (GuestServer _ = serve(Duration.ofMillis(300));
        RawClient slow = RawClient.connect(socket())) {
      long start = System.nanoTime();
      boolean open = true;
      while (open) {
        try {
          slow.write(ByteBuffer.wrap(new byte[1]));
          Thread.sleep(20);
        } catch (IOException e) {
          open = false;
        }
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void who_has_no_token_cannot_announce_more_than_a_greeting() throws IOException {
    try (GuestServer _ = serve(Duration.ofMinutes(10));
        RawClient greedy = RawClient.connect(socket())) {
      greedy.write(half(1 << 20));
      Frame answer = greedy.read();
      assertThat(answer.kind()).isEqualTo(Frame.Kind.ERROR);
      assertThat(answer.fields().string("code")).isEqualTo("protocol");
    }
  }

  @Test
  void a_client_that_stops_in_the_middle_of_a_frame_holds_up_itself_only() throws IOException {
    try (GuestServer _ = serve(Duration.ofMinutes(10));
        RawClient halted = RawClient.enter(socket(), "halted");
        GuestClient other = controller()) {
      halted.write(half(1 << 20));
      for (int i = 0; i < 100; i++) {
        other.ping();
      }
    }
  }

  @Test
  void more_clients_than_there_is_room_for_are_told_so() throws IOException {
    var clients = new ArrayList<RawClient>();
    try (GuestServer _ = serve(Duration.ofMinutes(10))) {
      for (int i = 0; i < 64; i++) {
        clients.add(RawClient.enter(socket(), "one of many"));
      }
      try (RawClient late = RawClient.connect(socket())) {
        late.send(HELLO, 0, Fields.of("protocol", 1, "token", TestGuest.TOKEN).bytes());
        assertThat(late.read().fields().string("code")).isEqualTo("unavailable");
      }
    } finally {
      for (RawClient one : clients) {
        one.close();
      }
    }
  }
}
