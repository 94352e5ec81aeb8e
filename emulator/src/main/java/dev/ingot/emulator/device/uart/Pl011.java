package dev.ingot.emulator.device.uart;

import dev.ingot.emulator.device.EventSource;
import dev.ingot.emulator.device.InterruptController;
import dev.ingot.emulator.device.PrimeCellIdentity;
import dev.ingot.emulator.device.VirtMemoryMap;
import dev.ingot.emulator.device.VirtualTime;
import dev.ingot.emulator.device.WordRegisters;

/**
 * The PL011 UART on a line of infinite speed. Source: Arm DDI 0183G, "PrimeCell UART (PL011) TRM",
 * chapter 3.
 *
 * <p>As on QEMU's board, and unlike the manual: transmission does not wait for UARTCR.UARTEN, and
 * the receive interrupt comes with the first byte instead of with UARTIFLS of them. The receive
 * timeout interrupt comes at the same time, because the line is idle until the guest asks again.
 *
 * <p>There are no line errors, modem lines, loopback and DMA.
 *
 * <p>A byte of input is asked for only at points that the guest alone decides: when it reads UARTDR
 * with an empty FIFO; when it reads UARTFR over and over without sending ({@link
 * #FLAG_READS_BEFORE_RECEIVING}, since drivers that only send read UARTFR too); and, while a
 * receive interrupt is unmasked and the FIFO empty, every {@link #RECEIVE_INTERVAL} instructions.
 */
public final class Pl011 implements WordRegisters, EventSource {
  /** Reads of UARTFR since the last byte sent that show a guest waiting for input. */
  public static final int FLAG_READS_BEFORE_RECEIVING = 16;

  /** Instructions between two looks at the input: about a character's time at 115200 baud. */
  public static final int RECEIVE_INTERVAL = 100_000;

  private static final int UARTDR = 0x00;
  private static final int UARTRSR = 0x04;
  private static final int UARTFR = 0x18;
  private static final int UARTILPR = 0x20;
  private static final int UARTIBRD = 0x24;
  private static final int UARTFBRD = 0x28;
  private static final int UARTLCR_H = 0x2c;
  private static final int UARTCR = 0x30;
  private static final int UARTIFLS = 0x34;
  private static final int UARTIMSC = 0x38;
  private static final int UARTRIS = 0x3c;
  private static final int UARTMIS = 0x40;
  private static final int UARTICR = 0x44;
  private static final int UARTDMACR = 0x48;

  private static final int FLAG_RECEIVE_EMPTY = 1 << 4;
  private static final int FLAG_RECEIVE_FULL = 1 << 6;
  private static final int FLAG_TRANSMIT_EMPTY = 1 << 7;
  private static final int INTERRUPT_RECEIVE = 1 << 4;
  private static final int INTERRUPT_TRANSMIT = 1 << 5;
  private static final int INTERRUPT_RECEIVE_TIMEOUT = 1 << 6;
  private static final int RECEIVE_INTERRUPTS = INTERRUPT_RECEIVE | INTERRUPT_RECEIVE_TIMEOUT;
  private static final int LINE_CONTROL_FIFO_ENABLE = 1 << 4;

  /** Implemented bits of registers, and the values that reset leaves in them. */
  private static final int INTERRUPT_MASK = 0x7ff;

  private static final int FRACTIONAL_DIVISOR_MASK = 0x3f;
  private static final int INTEGER_DIVISOR_MASK = 0xffff;
  private static final int CONTROL_RESET = 0x300;
  private static final int FIFO_LEVEL_RESET = 0x12;

  private static final PrimeCellIdentity IDENTITY = new PrimeCellIdentity(0x011, 1);

  private final long base;
  private final int intId;
  private final VirtualTime time;
  private final InterruptController gic;
  private final SerialOutput output;
  private final SerialInput input;
  private final ReceiveFifo fifo = new ReceiveFifo();
  private int flagReads;
  private boolean inputEnded;

  /** Instruction count of the next look at the input. */
  private long receiveDue = NEVER;

  private int rawInterrupts;
  private int interruptMask;
  private int lowPowerCounter;
  private int integerDivisor;
  private int fractionalDivisor;
  private int lineControl;
  private int control = CONTROL_RESET;
  private int fifoLevel = FIFO_LEVEL_RESET;
  private int dmaControl;

  /**
   * @param base physical address
   * @param intId the SPI that the combined interrupt drives
   */
  public Pl011(
      long base,
      int intId,
      VirtualTime time,
      InterruptController gic,
      SerialOutput output,
      SerialInput input) {
    this.base = base;
    this.intId = intId;
    this.time = time;
    this.gic = gic;
    this.output = output;
    this.input = input;
  }

  @Override
  public long base() {
    return base;
  }

  @Override
  public long size() {
    return VirtMemoryMap.PERIPHERAL_SIZE;
  }

  @Override
  public int readWord(int offset) {
    return switch (offset) {
      case UARTDR -> readData();
      case UARTFR -> readFlags();
      case UARTILPR -> lowPowerCounter;
      case UARTIBRD -> integerDivisor;
      case UARTFBRD -> fractionalDivisor;
      case UARTLCR_H -> lineControl;
      case UARTCR -> control;
      case UARTIFLS -> fifoLevel;
      case UARTIMSC -> interruptMask;
      case UARTRIS -> rawInterrupts;
      case UARTMIS -> rawInterrupts & interruptMask;
      case UARTDMACR -> dmaControl;
      // No error ever happens on this line: UARTRSR reads zero as the reserved words do.
      default -> offset >= PrimeCellIdentity.FIRST_OFFSET ? IDENTITY.read(offset) : 0;
    };
  }

  @Override
  public void writeWord(int offset, int value, int lanes) {
    switch (offset) {
      case UARTDR -> send(value & 0xff);
      case UARTILPR -> lowPowerCounter = value & 0xff;
      case UARTIBRD -> integerDivisor = value & INTEGER_DIVISOR_MASK;
      case UARTFBRD -> fractionalDivisor = value & FRACTIONAL_DIVISOR_MASK;
      case UARTLCR_H -> {
        lineControl = value & 0xff;
        fifo.enable((value & LINE_CONTROL_FIFO_ENABLE) != 0);
      }
      case UARTCR -> control = control & ~lanes | value & 0xffff;
      case UARTIFLS -> fifoLevel = value & 0x3f;
      case UARTIMSC -> interruptMask = (interruptMask & ~lanes | value) & INTERRUPT_MASK;
      case UARTICR -> rawInterrupts &= ~value;
      case UARTDMACR -> dmaControl = value & 7;
      case UARTRSR -> {
        // Clears errors, of which there are none.
      }
      default -> {
        // Read-only or reserved.
      }
    }
    settle();
  }

  /** Sends everything that is still buffered; to be called when the machine stops. */
  public void flush() {
    output.flush();
  }

  @Override
  public long nextEventInstruction() {
    return receiveDue;
  }

  @Override
  public void update() {
    if (time.instructions() >= receiveDue) {
      receiveDue = NEVER;
      receive();
    }
    settle();
  }

  private void send(int value) {
    output.send(value);
    flagReads = 0;
    rawInterrupts |= INTERRUPT_TRANSMIT;
  }

  private int readData() {
    receive();
    int value = fifo.remove();
    if (fifo.isEmpty()) {
      rawInterrupts &= ~RECEIVE_INTERRUPTS;
    }
    settle();
    return value;
  }

  private int readFlags() {
    if (++flagReads > FLAG_READS_BEFORE_RECEIVING) {
      receive();
      settle();
    }
    return FLAG_TRANSMIT_EMPTY
        | (fifo.isEmpty() ? FLAG_RECEIVE_EMPTY : 0)
        | (fifo.isFull() ? FLAG_RECEIVE_FULL : 0);
  }

  /**
   * Takes one byte of input if the FIFO is empty. What was sent goes out first: the other side may
   * be waiting for a prompt before it says anything.
   */
  private void receive() {
    if (!fifo.isEmpty() || inputEnded) {
      return;
    }
    output.flush();
    int next = input.receive();
    if (next >= 0) {
      fifo.add(next);
      rawInterrupts |= RECEIVE_INTERRUPTS;
    }
    inputEnded = next == SerialInput.END;
  }

  /** Drives the interrupt, and arranges the next look at the input if the guest waits for one. */
  private void settle() {
    gic.setLevel(intId, 0, (rawInterrupts & interruptMask) != 0);
    boolean waiting = !inputEnded && fifo.isEmpty() && (interruptMask & RECEIVE_INTERRUPTS) != 0;
    if (!waiting) {
      receiveDue = NEVER;
    } else if (receiveDue == NEVER) {
      receiveDue = (time.instructions() / RECEIVE_INTERVAL + 1) * RECEIVE_INTERVAL;
    }
  }
}
