package dev.ingot.cli;

import dev.ingot.goelf.RefusedException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into one line on stderr and an exit status. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final IngotCommand ingot;
  private final PrintStream err = System.err;

  Failures(IngotCommand ingot) {
    this.ingot = ingot;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    say(command + ":", failure.getMessage());
    UnmatchedArgumentException.printSuggestions(failure, failure.getCommandLine().getErr());
    err.println("Try '" + command + " --help'. Options for the guest itself go behind --.");
    printStackTrace(failure);
    return ExitStatus.USAGE;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    printStackTrace(failure);
    return switch (failure) {
      case RefusedException refused -> refuse(refused.getMessage());
      case WrongSourceException wrong -> refuseSource(wrong);
      case UncheckedIOException io when isBrokenPipe(io.getCause()) -> ExitStatus.BROKEN_PIPE;
      case UncheckedIOException io -> refuse(describe(io.getCause()));
      case IOException io when isBrokenPipe(io) -> ExitStatus.BROKEN_PIPE;
      case IOException io -> refuse(describe(io));
      default -> {
        err.println(
            "ingot: this is a bug in ingot: %s; run again with --stacktrace and report it"
                .formatted(failure));
        yield ExitStatus.BUG;
      }
    };
  }

  private static boolean isBrokenPipe(IOException failure) {
    return "Broken pipe".equals(failure.getMessage());
  }

  private int refuse(String line) {
    say("ingot:", line);
    return ExitStatus.REFUSED;
  }

  /** The assembler's own lines begin with the place, for editors to jump to. */
  private int refuseSource(WrongSourceException wrong) {
    err.println(ingot.terminal().emptyLine() + wrong.getMessage());
    return refuse("the assembly file has errors; nothing was written");
  }

  private void say(String who, String line) {
    Terminal terminal = ingot.terminal();
    err.println(terminal.emptyLine() + terminal.styled(Terminal.Style.FAILURE, who) + " " + line);
  }

  private static String describe(IOException failure) {
    return switch (failure) {
      case NoSuchFileException missing ->
          missing.getFile() + ": no such file or folder; check the path";
      case AccessDeniedException denied ->
          denied.getFile() + ": permission denied; choose another place or change its permissions";
      case FileSystemException other when other.getReason() != null ->
          other.getFile() + ": " + other.getReason();
      default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
    };
  }

  private void printStackTrace(Exception failure) {
    if (ingot.stackTrace()) {
      failure.printStackTrace(err);
    }
  }
}
