package dev.ingot.emulator.gdb;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.RunLimits;
import dev.ingot.emulator.RunResult;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The debugger's side of the protocol, byte by byte, and a machine behind it. */
final class GdbClient implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 120;

  /** Of a guest that nobody stops, so that it ends when its debugger has gone. */
  private static final RunLimits LIMITS = RunLimits.instructions(100_000_000);

  private final GdbServer server;
  private final CompletableFuture<RunResult> run;
  private final Socket socket;
  private final InputStream in;

  GdbClient(Machine machine) throws IOException {
    this(machine, LIMITS);
  }

  /** For a guest that has to run until it is stopped, which the test then has to do. */
  GdbClient(Machine machine, RunLimits limits) throws IOException {
    server = new GdbServer(0);
    // Not in the common pool: on two CPUs that has one thread, which an earlier guest may still
    // use.
    run =
        CompletableFuture.supplyAsync(
            () -> serve(machine, limits),
            task -> Thread.ofPlatform().daemon().name("gdb-server").start(task));
    socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_SECONDS * 1000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  private RunResult serve(Machine machine, RunLimits limits) {
    try {
      return server.run(machine, limits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a packet and returns the packet that answers. */
  String ask(String packet) throws IOException {
    send(packet);
    return answer();
  }

  void send(String packet) throws IOException {
    int sum = packet.chars().sum() & 0xff;
    sendRaw("$%s#%02x".formatted(packet, sum));
  }

  /** Sends bytes, a char each. */
  void sendRaw(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** The next byte. */
  int readByte() throws IOException {
    return in.read();
  }

  /** The next packet, which is acknowledged. */
  String answer() throws IOException {
    int next = in.read();
    while (next != '$') {
      if (next < 0) {
        throw new IOException("the machine has hung up");
      }
      next = in.read();
    }
    StringBuilder packet = new StringBuilder();
    for (next = in.read(); next != '#'; next = in.read()) {
      packet.append((char) (next == '}' ? in.read() ^ 0x20 : next));
    }
    in.readNBytes(2);
    sendRaw("+");
    return packet.toString();
  }

  void hangUp() throws IOException {
    socket.close();
  }

  /** How the guest ended. */
  RunResult end() throws InterruptedException, ExecutionException, TimeoutException {
    return run.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    socket.close();
    server.close();
  }
}
