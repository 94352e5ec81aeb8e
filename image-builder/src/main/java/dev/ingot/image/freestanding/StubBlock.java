package dev.ingot.image.freestanding;

import dev.ingot.freestanding.BootStub;
import dev.ingot.goelf.a64.Instruction.Branch;
import dev.ingot.image.freestanding.BootParameters.Rows;
import dev.ingot.image.freestanding.RuntimeServices.Service;
import dev.ingot.patcher.Freestanding.EntryJump;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The boot stub with all that it reads, as one piece of the image: the stub, its parameters, a jump
 * for each service, tables, strings, and on pages of their own the translation tables. Its size
 * depends on the services alone, so that the program can be patched to jump into it before the rest
 * is known.
 */
final class StubBlock {
  /** Bytes for the rows of copies, clears and stores; each has three words at the most. */
  private static final int ROWS_ROOM = 64 * 3 * Long.BYTES;

  /**
   * Bytes for translation tables: one of level 1, one of level 2 for each of the first and the
   * program's GiB and for one more that a program can reach into, and one of level 3 for each of
   * the places where the use of memory changes.
   */
  private static final long TABLES_ROOM = 24 * PageTables.PAGE;

  /** {@code movz x16, #0}; the immediate is at bit 5. */
  private static final int MOVZ_X16 = 0xd280_0010;

  private static final int MOST_SERVICES = 0x1_0000;
  private static final int JUMP_SIZE = 2 * Integer.BYTES;

  /** A row of the table of services: where name and reason are. */
  private static final int SERVICE_ROW_SIZE = 2 * Long.BYTES;

  private final BootStub stub = BootStub.shipped();
  private final long address;
  private final List<Service> services;
  private final long jumps;
  private final long serviceRows;
  private final long rows;
  private final long strings;
  private final long tables;
  private final ByteBuffer bytes;
  private long nextRow;
  private long nextString;

  /**
   * Lays the block out.
   *
   * @param address PA of its first byte, a multiple of 4096
   */
  StubBlock(long address, List<Service> services) {
    if (services.size() > MOST_SERVICES) {
      throw new IllegalArgumentException(services.size() + " services");
    }
    this.address = address;
    this.services = List.copyOf(services);
    jumps = address + stub.size() + BootParameters.SIZE;
    serviceRows = jumps + (long) services.size() * JUMP_SIZE;
    rows = serviceRows + (long) services.size() * SERVICE_ROW_SIZE;
    strings = rows + ROWS_ROOM;
    long stringBytes =
        services.stream().mapToLong(s -> utf8(s.name()).length + utf8(s.reason()).length).sum();
    tables = strings + stringBytes + PageTables.PAGE - 1 & -PageTables.PAGE;
    bytes =
        ByteBuffer.allocate(Math.toIntExact(tables + TABLES_ROOM - address))
            .order(ByteOrder.LITTLE_ENDIAN);
    nextRow = rows;
    nextString = strings;
    bytes.put(stub.bytes());
    putJumps();
    putServices();
  }

  private static byte[] utf8(String text) {
    return (text + '\0').getBytes(StandardCharsets.UTF_8);
  }

  private void putJumps() {
    bytes.position(at(jumps));
    for (int i = 0; i < services.size(); i++) {
      bytes.putInt(MOVZ_X16 | i << 5);
      long branch = address + bytes.position();
      bytes.putInt(new Branch(address + stub.stopService() - branch).encode());
    }
  }

  private void putServices() {
    for (int i = 0; i < services.size(); i++) {
      int row = at(serviceRows) + i * SERVICE_ROW_SIZE;
      bytes.putLong(row, putString(services.get(i).name()));
      bytes.putLong(row + Long.BYTES, putString(services.get(i).reason()));
    }
  }

  private long putString(String text) {
    long start = nextString;
    byte[] content = utf8(text);
    bytes.put(at(start), content);
    nextString += content.length;
    return start;
  }

  private int at(long target) {
    return (int) (target - address);
  }

  long address() {
    return address;
  }

  /** PA behind the block. */
  long end() {
    return address + bytes.capacity();
  }

  /** PA of the translation tables; what lies before is the code and all else that is read. */
  long tables() {
    return tables;
  }

  /** PA of the table of services. */
  long serviceTable() {
    return serviceRows;
  }

  /** The entries of services, as the patcher makes them. */
  List<EntryJump> entryJumps() {
    List<EntryJump> result = new ArrayList<>();
    for (int i = 0; i < services.size(); i++) {
      result.add(new EntryJump(services.get(i).name(), jumps + (long) i * JUMP_SIZE));
    }
    return result;
  }

  /** Adds a table of words, in rows. */
  Rows putRows(List<long[]> table) {
    long start = nextRow;
    for (long[] row : table) {
      for (long word : row) {
        if (nextRow + Long.BYTES > strings) {
          throw new IllegalStateException("more rows than room: " + table.size());
        }
        bytes.putLong(at(nextRow), word);
        nextRow += Long.BYTES;
      }
    }
    return new Rows(start, table.size());
  }

  void putTables(byte[] content) {
    if (content.length > TABLES_ROOM) {
      throw new IllegalStateException(content.length + " bytes of translation tables");
    }
    bytes.put(at(tables), content);
  }

  void putParameters(BootParameters parameters) {
    bytes.put(stub.size(), parameters.bytes());
  }

  byte[] bytes() {
    return bytes.array();
  }
}
