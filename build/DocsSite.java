import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * Makes a static site of the documentation: README.md becomes the first page, every page of docs
 * one of its own, links between them stay links, and a link that leads nowhere is an error.
 *
 * <p>Arguments: the checkout's root, the folder to write to.
 */
final class DocsSite {
  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer HTML = HtmlRenderer.builder().extensions(EXTENSIONS).build();
  private static final TextContentRenderer TEXT = TextContentRenderer.builder().build();

  /** The pages that come first, in the order in which somebody new would read them. */
  private static final List<String> READING_ORDER =
      List.of(
          "README.md", "docs/user-guide.md", "docs/how-it-works.md", "docs/reading-a-report.md");

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: #8886; --faint: #8881; }
      body { margin: 0; font: 16px/1.55 system-ui, sans-serif; display: grid; grid-template-columns: 15rem minmax(0, 1fr); }
      nav { padding: 1.5rem 1rem; border-right: 1px solid var(--line); position: sticky; top: 0; height: 100vh; overflow: auto; box-sizing: border-box; }
      nav a { display: block; padding: .15rem .5rem; text-decoration: none; border-radius: 4px; color: inherit; }
      nav a.here { background: var(--line); }
      nav h2 { font-size: .8rem; margin: 1rem .5rem .2rem; opacity: .7; }
      main { padding: 1.5rem 2.5rem 4rem; max-width: 60rem; }
      pre { background: var(--faint); border: 1px solid var(--line); border-radius: 6px; padding: .8rem 1rem; overflow: auto; line-height: 1.35; }
      code { font: .88em ui-monospace, monospace; }
      table { border-collapse: collapse; display: block; overflow: auto; }
      th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
      @media (max-width: 50rem) { body { display: block; } nav { position: static; height: auto; border: 0; } main { padding: 1rem; } }
      """;

  /**
   * A page.
   *
   * @param source its path from the checkout's root
   * @param target its file name in the site
   * @param title its first heading
   */
  private record Page(String source, String target, String title, Node text) {}

  private DocsSite() {}

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    Path site = Path.of(args[1]);
    Map<String, Page> pages = new LinkedHashMap<>();
    for (String source : sources(root)) {
      Node text = PARSER.parse(Files.readString(root.resolve(source)));
      pages.put(source, new Page(source, target(source), title(text, source), text));
    }
    Files.createDirectories(site);
    List<String> deadLinks = new ArrayList<>();
    for (Page page : pages.values()) {
      page.text().accept(new Links(root, site, page, pages, deadLinks));
      Files.writeString(site.resolve(page.target()), render(page, pages));
    }
    if (!deadLinks.isEmpty()) {
      deadLinks.forEach(System.err::println);
      System.exit(1);
    }
    System.err.println(site.resolve("index.html") + ": " + pages.size() + " pages");
  }

  private static List<String> sources(Path root) throws IOException {
    List<String> sources = new ArrayList<>(READING_ORDER);
    for (String folder : List.of("docs", "docs/decisions")) {
      try (Stream<Path> files = Files.list(root.resolve(folder))) {
        files
            .map(file -> root.relativize(file).toString())
            .filter(name -> name.endsWith(".md") && !sources.contains(name))
            .sorted()
            .forEach(sources::add);
      }
    }
    return sources;
  }

  private static String target(String source) {
    return source.equals("README.md")
        ? "index.html"
        : source.replaceFirst("^docs/", "").replace('/', '-').replaceFirst("\\.md$", ".html");
  }

  private static String title(Node text, String source) {
    for (Node node = text.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading) {
        return TEXT.render(node).strip();
      }
    }
    return source;
  }

  private static String render(Page page, Map<String, Page> pages) {
    StringBuilder navigation = new StringBuilder();
    boolean decisions = false;
    for (Page other : pages.values()) {
      if (!decisions && other.source().startsWith("docs/decisions/")) {
        decisions = true;
        navigation.append("<h2>Decisions</h2>\n");
      }
      navigation.append(
          "<a%s href=\"%s\">%s</a>%n"
              .formatted(
                  other == page ? " class=\"here\"" : "", other.target(), escape(other.title())));
    }
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    <nav>
    %s</nav>
    <main>
    %s</main>
    </body>
    </html>
    """
        .formatted(escape(page.title()), STYLE, navigation, HTML.render(page.text()));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Turns links to sources into links to pages, and takes other files of the checkout along. */
  private static final class Links extends AbstractVisitor {
    private final Path root;
    private final Path site;
    private final Page page;
    private final Map<String, Page> pages;
    private final List<String> deadLinks;

    Links(Path root, Path site, Page page, Map<String, Page> pages, List<String> deadLinks) {
      this.root = root;
      this.site = site;
      this.page = page;
      this.pages = pages;
      this.deadLinks = deadLinks;
    }

    @Override
    public void visit(Link link) {
      String destination = link.getDestination();
      if (!destination.contains(":") && !destination.startsWith("#")) {
        follow(link, destination);
      }
      visitChildren(link);
    }

    private void follow(Link link, String destination) {
      int anchor = destination.indexOf('#');
      String file = anchor < 0 ? destination : destination.substring(0, anchor);
      String rest = anchor < 0 ? "" : destination.substring(anchor);
      String source = Path.of(page.source()).resolveSibling(file).normalize().toString();
      Page target = pages.get(source);
      Path linked = root.resolve(source);
      if (target != null) {
        link.setDestination(target.target() + rest);
      } else if (Files.isRegularFile(linked)) {
        link.setDestination(copied(linked) + rest);
      } else if (Files.isDirectory(linked)) {
        link.setDestination(firstPageBelow(source));
      } else {
        deadLinks.add(page.source() + ": the link " + destination + " leads nowhere");
      }
    }

    private String copied(Path file) {
      String name = file.getFileName().toString();
      try {
        Files.write(site.resolve(name), Files.readAllBytes(file));
      } catch (IOException failure) {
        deadLinks.add(page.source() + ": " + file + " cannot be copied: " + failure.getMessage());
      }
      return name;
    }

    private String firstPageBelow(String folder) {
      return pages.values().stream()
          .filter(other -> other.source().startsWith(folder + "/"))
          .findFirst()
          .map(Page::target)
          .orElse("index.html");
    }
  }
}
