package dev.ingot.cli;

import dev.ingot.goelf.GoRelease;
import dev.ingot.linkerscript.goflags.GoFlags;
import dev.ingot.linkerscript.goflags.GoPlacement;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code ingot go-flags}: the linker flags that place a Go program on a board. */
@Command(
    name = "go-flags",
    mixinStandardHelpOptions = true,
    header = "Print the -ldflags that make Go's own linker place a program on a board.",
    description = {
      "",
      "-T, -R and -D override what the board gives; combinations that Go's linker turns into a"
          + " broken file (golang/go#28257) are refused.",
      "",
      "  GOOS=linux GOARCH=arm64 go build -ldflags \"$(ingot go-flags)\" ."
    })
final class GoFlagsCommand implements Callable<Integer> {
  @Mixin private BoardOptions board;

  @Option(
      names = "--go",
      paramLabel = "RELEASE",
      defaultValue = "1.27",
      converter = Release.class,
      description = "The Go release that links, such as 1.24. Default: ${DEFAULT-VALUE}.")
  private GoRelease release;

  @Option(
      names = "-T",
      paramLabel = "ADDRESS",
      converter = Address.class,
      description = "Place the text here. Default: 4 KiB behind the start of the memory.")
  private Long text;

  @Option(
      names = "-R",
      paramLabel = "BYTES",
      defaultValue = "0x1000",
      converter = Address.class,
      description = "Align segments to this. Default: ${DEFAULT-VALUE}.")
  private Long round;

  @Option(
      names = "-D",
      paramLabel = "ADDRESS",
      converter = Address.class,
      description =
          "Place the data here. Default: with layout rom the start of RAM, else behind the text.")
  private Long data;

  @Override
  public Integer call() throws IOException {
    GoPlacement placement = GoPlacement.on(board.read(), board.layout());
    GoFlags placed = placement.flags(round);
    GoFlags flags =
        new GoFlags(
            text == null ? placed.text() : text,
            round,
            data == null ? placed.data() : OptionalLong.of(data));
    placement.requireUsable(flags, release);
    StandardOutput.print(flags.asText());
    return ExitStatus.OK;
  }

  /** Reads {@code 1.24} or {@code go1.24.4}. */
  private static final class Release implements ITypeConverter<GoRelease> {
    @Override
    public GoRelease convert(String text) {
      return GoRelease.parse(text.startsWith("go") ? text : "go" + text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is no Go release; write 1.24 or go1.24.4".formatted(text)));
    }
  }

  /** Reads {@code 0x40201000}, the form in which the Go linker takes them, or a decimal number. */
  private static final class Address implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      if (!text.matches("0x[0-9a-fA-F]{1,15}|0|[1-9][0-9]{0,17}")) {
        throw new TypeConversionException(
            "'%s' is no address; write 0x40201000 or a decimal number".formatted(text));
      }
      return Long.decode(text);
    }
  }
}
