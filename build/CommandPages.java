import dev.ingot.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes what shells and {@code man} want to know of the command, from the same model that parses
 * its command lines: AsciiDoc of the manual pages and the completion script of bash.
 *
 * <p>Argument: the folder to write to.
 */
final class CommandPages {
  private static final int WRITTEN = 0;

  private CommandPages() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    CommandLine ingot = Main.everyCommand();
    Files.createDirectories(folder.resolve("man"));
    List<CommandSpec> specs = new ArrayList<>(List.of(ingot.getCommandSpec()));
    ingot.getSubcommands().values().forEach(c -> specs.add(c.getCommandSpec()));
    int status =
        ManPageGenerator.generateManPage(
            folder.resolve("man").toFile(),
            null,
            new boolean[] {false},
            true,
            specs.toArray(CommandSpec[]::new));
    if (status != WRITTEN) {
      throw new IOException("no manual pages were written, status " + status);
    }
    Files.writeString(folder.resolve("ingot.bash"), AutoComplete.bash("ingot", ingot));
  }
}
