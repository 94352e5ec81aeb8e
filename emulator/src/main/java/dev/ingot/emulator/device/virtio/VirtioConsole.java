package dev.ingot.emulator.device.virtio;

import dev.ingot.emulator.device.VirtualTime;
import dev.ingot.emulator.device.uart.SerialOutput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The console device with named ports (Virtio 1.2 section 5.3, VIRTIO_CONSOLE_F_MULTIPORT). As on
 * QEMU the named ports count from 1; port 0, which a driver without multiport has, swallows
 * everything. A port whose source has ended closes (PORT_OPEN with value 0): that is how the guest
 * sees the end of the file.
 *
 * <p>One request of the driver is filled at a time. The next one is looked at when the driver
 * notifies again, or {@link #RECEIVE_INTERVAL} instructions later. A request for which nothing has
 * come is kept until something does.
 */
public final class VirtioConsole implements VirtioDevice {
  /** Instructions until a request that the driver does not announce is filled. */
  public static final int RECEIVE_INTERVAL = 100_000;

  /** Instructions between two looks at a source that had nothing. */
  public static final int WAITING_INTERVAL = 1_000_000;

  private static final int TYPE = 3;
  private static final long FEATURE_MULTIPORT = 1 << 1;
  private static final int FIRST_PORT = 1;
  private static final int QUEUES_BEFORE_PORTS = 2;
  private static final int CONTROL_RECEIVE_QUEUE = 2;
  private static final int CONTROL_TRANSMIT_QUEUE = 3;
  private static final int CONTROL_BYTES = 8;

  private static final int EVENT_DEVICE_READY = 0;
  private static final int EVENT_PORT_ADD = 1;
  private static final int EVENT_PORT_READY = 3;
  private static final int EVENT_PORT_OPEN = 6;
  private static final int EVENT_PORT_NAME = 7;

  /** Configuration: cols, rows (u16 each), max_nr_ports, emerg_wr (u32 each). */
  private static final int CONFIGURATION_BYTES = 12;

  private static final int CONFIGURATION_PORTS_AT = 4;

  private final VirtualTime time;
  private final List<Port> ports = new ArrayList<>();
  private final Deque<byte[]> controlMessages = new ArrayDeque<>();
  private Queues queues;
  private boolean multiport;

  /** One port, with the state that the driver and the source have brought it to. */
  private static final class Port {
    private final int number;
    private final ConsolePort settings;
    private boolean openInGuest;
    private boolean ended;
    private long due = NEVER;
    private Optional<DescriptorChain> waiting = Optional.empty();

    private Port(int number, ConsolePort settings) {
      this.number = number;
      this.settings = settings;
    }

    private int receiveQueue() {
      return QUEUES_BEFORE_PORTS + 2 * number;
    }

    private boolean listens() {
      return openInGuest && !ended && settings.source().isPresent();
    }
  }

  public VirtioConsole(VirtualTime time, List<ConsolePort> settings) {
    this.time = time;
    for (ConsolePort port : settings) {
      ports.add(new Port(FIRST_PORT + ports.size(), port));
    }
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public long features() {
    return FEATURE_MULTIPORT;
  }

  /** A pair for port 0, a pair for control, a pair for each named port. */
  @Override
  public int queueCount() {
    return QUEUES_BEFORE_PORTS + 2 * (FIRST_PORT + ports.size());
  }

  @Override
  public byte[] configuration() {
    ByteBuffer configuration =
        ByteBuffer.allocate(CONFIGURATION_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    configuration.putInt(CONFIGURATION_PORTS_AT, FIRST_PORT + ports.size());
    return configuration.array();
  }

  @Override
  public void start(Queues transport, long acceptedFeatures) {
    queues = transport;
    multiport = (acceptedFeatures & FEATURE_MULTIPORT) != 0;
  }

  @Override
  public void reset() {
    controlMessages.clear();
    for (Port port : ports) {
      port.openInGuest = false;
      port.due = NEVER;
      port.waiting = Optional.empty();
    }
  }

  @Override
  public void notified(int queue) {
    switch (queue) {
      case 0 -> {
        // Port 0 has nothing to say.
      }
      case 1 -> transmit(queue, Optional.empty());
      case CONTROL_RECEIVE_QUEUE -> sendControlMessages();
      case CONTROL_TRANSMIT_QUEUE -> receiveControlMessages();
      default -> {
        Port port = ports.get((queue - QUEUES_BEFORE_PORTS) / 2 - FIRST_PORT);
        if (queue == port.receiveQueue()) {
          fillOneRequest(port);
        } else {
          transmit(queue, port.settings.sink());
        }
      }
    }
  }

  @Override
  public long nextEventInstruction() {
    long next = NEVER;
    for (int i = 0; i < ports.size(); i++) {
      next = Math.min(next, ports.get(i).due);
    }
    return next;
  }

  @Override
  public void update() {
    for (Port port : ports) {
      if (time.instructions() >= port.due) {
        fillOneRequest(port);
      }
    }
  }

  private void transmit(int queue, Optional<SerialOutput> sink) {
    Optional<DescriptorChain> request = queues.take(queue);
    while (request.isPresent()) {
      byte[] bytes = request.get().contents();
      sink.ifPresent(output -> output.sendNow(bytes));
      queues.giveBack(queue, request.get());
      request = queues.take(queue);
    }
  }

  private void fillOneRequest(Port port) {
    port.due = NEVER;
    if (!port.listens()) {
      return;
    }
    Optional<DescriptorChain> request =
        port.waiting.isPresent() ? port.waiting : queues.take(port.receiveQueue());
    port.waiting = Optional.empty();
    if (request.isEmpty()) {
      return;
    }
    DescriptorChain chain = request.get();
    byte[] buffer = new byte[chain.room()];
    int count = buffer.length == 0 ? 0 : port.settings.source().get().read(buffer);
    if (count == StreamSource.NOTHING_YET && buffer.length > 0) {
      port.waiting = request;
      port.due = time.instructions() + WAITING_INTERVAL;
      return;
    }
    if (count == StreamSource.END) {
      port.ended = true;
      sendControlMessage(port, EVENT_PORT_OPEN, 0);
      return;
    }
    if (count > 0) {
      chain.write(buffer, 0, count);
    }
    queues.giveBack(port.receiveQueue(), chain);
    port.due = time.instructions() + RECEIVE_INTERVAL;
  }

  private void receiveControlMessages() {
    Optional<DescriptorChain> request = queues.take(CONTROL_TRANSMIT_QUEUE);
    while (request.isPresent()) {
      byte[] bytes = request.get().contents();
      queues.giveBack(CONTROL_TRANSMIT_QUEUE, request.get());
      if (bytes.length >= CONTROL_BYTES && multiport) {
        ByteBuffer message = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        receiveControlMessage(
            message.getInt(),
            Short.toUnsignedInt(message.getShort()),
            Short.toUnsignedInt(message.getShort()));
      }
      request = queues.take(CONTROL_TRANSMIT_QUEUE);
    }
  }

  private void receiveControlMessage(int number, int event, int value) {
    if (event == EVENT_DEVICE_READY) {
      if (value == 1) {
        ports.forEach(port -> sendControlMessage(port, EVENT_PORT_ADD, 1));
      }
      return;
    }
    if (number < FIRST_PORT || number >= FIRST_PORT + ports.size()) {
      return;
    }
    Port port = ports.get(number - FIRST_PORT);
    if (event == EVENT_PORT_READY && value == 1) {
      sendControlMessage(port, EVENT_PORT_NAME, 1);
      sendControlMessage(port, EVENT_PORT_OPEN, port.ended ? 0 : 1);
    } else if (event == EVENT_PORT_OPEN) {
      port.openInGuest = value == 1;
      fillOneRequest(port);
    }
  }

  private void sendControlMessage(Port port, int event, int value) {
    byte[] name =
        event == EVENT_PORT_NAME
            ? (port.settings.name() + '\0').getBytes(StandardCharsets.UTF_8)
            : new byte[0];
    ByteBuffer message =
        ByteBuffer.allocate(CONTROL_BYTES + name.length).order(ByteOrder.LITTLE_ENDIAN);
    message.putInt(port.number).putShort((short) event).putShort((short) value).put(name);
    controlMessages.add(message.array());
    sendControlMessages();
  }

  /** Sends what waits as far as the driver has made room; what does not fit is cut (5.3.6.2). */
  private void sendControlMessages() {
    while (!controlMessages.isEmpty()) {
      Optional<DescriptorChain> request = queues.take(CONTROL_RECEIVE_QUEUE);
      if (request.isEmpty()) {
        return;
      }
      byte[] message = controlMessages.remove();
      request.get().write(message, 0, Math.min(message.length, request.get().room()));
      queues.giveBack(CONTROL_RECEIVE_QUEUE, request.get());
    }
  }
}
