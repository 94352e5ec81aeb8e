package dev.ingot.emulator.gdb;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.Outcome;
import dev.ingot.emulator.RunLimits;
import dev.ingot.emulator.RunResult;
import dev.ingot.emulator.gdb.PacketLink.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lets one GDB at a TCP port of this host's loopback address run a machine. The protocol knows no
 * passwords, so no other host can reach it.
 */
public final class GdbServer implements AutoCloseable {
  private final ServerSocket socket;
  private volatile boolean running;

  /**
   * Opens the port.
   *
   * @param port 0 for any that is free
   * @throws IOException when the port is taken
   */
  public GdbServer(int port) throws IOException {
    socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }

  /** The port that is open. */
  public int port() {
    return socket.getLocalPort();
  }

  /**
   * Waits for a debugger, and runs the machine as it says. When it detaches, or its connection is
   * lost, the machine runs on alone.
   *
   * @return how the guest ended, or {@link Outcome.Halted} when the debugger killed it
   * @throws IOException when nobody can connect
   */
  public RunResult run(Machine machine, RunLimits limits) throws IOException {
    try (Socket connection = socket.accept()) {
      connection.setTcpNoDelay(true);
      return run(machine, limits, connection);
    }
  }

  private RunResult run(Machine machine, RunLimits limits, Socket connection) throws IOException {
    Stops stops = new Stops(machine);
    machine.addHook(stops);
    GdbSession session = new GdbSession(machine, stops);
    PacketLink link = new PacketLink(connection.getInputStream(), connection.getOutputStream());
    BlockingQueue<Optional<String>> packets = new LinkedBlockingQueue<>();
    Thread receiver =
        Thread.ofPlatform().daemon().name("gdb").start(() -> receive(link, session, packets));
    GdbSession.Request last = converse(session, link, packets, limits);
    if (session.end().isPresent()) {
      return session.end().get();
    }
    if (last == GdbSession.Request.KILL) {
      return new RunResult(new Outcome.Halted(), machine.instructions(), 0);
    }
    hangUp(connection, receiver);
    stops.clear();
    machine.removeHook(stops);
    machine.forgetHalt();
    return machine.run(limits);
  }

  /** Ends a connection, and waits until nothing that it said can stop the machine any more. */
  private static void hangUp(Socket connection, Thread receiver) throws IOException {
    connection.close();
    try {
      receiver.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads on while the machine runs: Ctrl-C and the end of the connection stop it. */
  private void receive(
      PacketLink link, GdbSession session, BlockingQueue<Optional<String>> packets) {
    try {
      for (Optional<Message> message = link.receive();
          message.isPresent();
          message = link.receive()) {
        if (message.get() instanceof PacketLink.Packet(String data)) {
          running |= GdbSession.resumes(data);
          packets.add(Optional.of(data));
        } else if (running) {
          session.interrupted();
        }
      }
    } catch (IOException gone) {
      // As good as its end.
    }
    packets.add(Optional.empty());
    if (running) {
      session.interrupted();
    }
  }

  private GdbSession.Request converse(
      GdbSession session,
      PacketLink link,
      BlockingQueue<Optional<String>> packets,
      RunLimits limits) {
    try {
      for (Optional<String> packet = packets.take(); packet.isPresent(); packet = packets.take()) {
        if (GdbSession.resumes(packet.get())) {
          String reply = session.resume(packet.get(), limits);
          running = false;
          link.send(reply);
          if (reply.startsWith("W") || reply.startsWith("X")) {
            break;
          }
          continue;
        }
        String answer = session.answer(packet.get());
        GdbSession.Request request = session.takeRequest();
        if (request == GdbSession.Request.NO_ACKNOWLEDGEMENTS) {
          // Before the answer: the debugger's next packet may follow it at once, to the other
          // thread.
          link.stopAcknowledging();
        }
        if (request != GdbSession.Request.KILL) {
          link.send(answer);
        }
        switch (request) {
          case NONE, NO_ACKNOWLEDGEMENTS -> {}
          case DETACH, KILL -> {
            return request;
          }
        }
      }
    } catch (IOException gone) {
      // The machine runs on alone.
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    return GdbSession.Request.DETACH;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
