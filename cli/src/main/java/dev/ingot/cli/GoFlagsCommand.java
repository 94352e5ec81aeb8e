package dev.ingot.cli;

import dev.ingot.goelf.GoRelease;
import dev.ingot.linkerscript.goflags.GoFlags;
import dev.ingot.linkerscript.goflags.GoPlacement;
import java.io.IOException;
import java.util.OptionalLong;
import picocli.CommandLine.TypeConversionException;

/** {@code ingot go-flags}: the linker flags that place a Go program on a board. */
final class GoFlagsCommand extends Command {
  private final BoardOptions board = new BoardOptions(model);

  private final Argument<GoRelease> release =
      Option.converted(GoRelease.class, GoFlagsCommand::release, "--go")
          .label("RELEASE")
          .orElse("1.27")
          .says("The Go release that links, such as 1.24. Default: ${DEFAULT-VALUE}.")
          .in(model);

  private final Argument<Long> text =
      Option.converted(Long.class, GoFlagsCommand::address, "-T")
          .label("ADDRESS")
          .says("Place the text here. Default: 4 KiB behind the start of the memory.")
          .in(model);

  private final Argument<Long> round =
      Option.converted(Long.class, GoFlagsCommand::address, "-R")
          .label("BYTES")
          .orElse("0x1000")
          .says("Align segments to this. Default: ${DEFAULT-VALUE}.")
          .in(model);

  private final Argument<Long> data =
      Option.converted(Long.class, GoFlagsCommand::address, "-D")
          .label("ADDRESS")
          .says(
              "Place the data here. Default: with layout rom the start of RAM, else behind the"
                  + " text.")
          .in(model);

  GoFlagsCommand() {
    super(
        "go-flags",
        "Print the -ldflags that make Go's own linker place a program on a board.",
        "",
        "-T, -R and -D override what the board gives; combinations that Go's linker turns into a"
            + " broken file (golang/go#28257) are refused.",
        "",
        "  GOOS=linux GOARCH=arm64 go build -ldflags \"$(ingot go-flags)\" .");
  }

  @Override
  public Integer call() throws IOException {
    GoPlacement placement = GoPlacement.on(board.read(), board.layout());
    GoFlags placed = placement.flags(round.value());
    GoFlags flags =
        new GoFlags(
            text.ifGiven().orElse(placed.text()),
            round.value(),
            data.isGiven() ? OptionalLong.of(data.value()) : placed.data());
    placement.requireUsable(flags, release.value());
    StandardOutput.print(flags.asText());
    return ExitStatus.OK;
  }

  /** Reads {@code 1.24} or {@code go1.24.4}. */
  private static GoRelease release(String text) {
    return GoRelease.parse(text.startsWith("go") ? text : "go" + text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is no Go release; write 1.24 or go1.24.4".formatted(text)));
  }

  /** Reads {@code 0x40201000}, the form in which the Go linker takes them, or a decimal number. */
  private static Long address(String text) {
    if (!text.matches("0x[0-9a-fA-F]{1,15}|0|[1-9][0-9]{0,17}")) {
      throw new TypeConversionException(
          "'%s' is no address; write 0x40201000 or a decimal number".formatted(text));
    }
    return Long.decode(text);
  }
}
