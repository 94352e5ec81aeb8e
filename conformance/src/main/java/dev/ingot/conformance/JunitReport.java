package dev.ingot.conformance;

import dev.ingot.conformance.Comparison.TestPair;
import dev.ingot.conformance.Comparison.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes comparisons as JUnit XML: a suite a package, a case a top-level test. */
final class JunitReport {
  private final XMLStreamWriter out;

  private JunitReport(XMLStreamWriter out) {
    this.out = out;
  }

  static void write(Path file, List<Comparison> comparisons) throws IOException {
    try (OutputStream stream = Files.newOutputStream(file)) {
      XMLStreamWriter writer =
          XMLOutputFactory.newFactory()
              .createXMLStreamWriter(stream, StandardCharsets.UTF_8.name());
      writer.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      writer.writeStartElement("testsuites");
      JunitReport report = new JunitReport(writer);
      for (Comparison comparison : comparisons) {
        report.suite(comparison);
      }
      writer.writeEndElement();
      writer.writeEndDocument();
      writer.close();
    } catch (XMLStreamException failure) {
      throw new IOException(file.toString(), failure);
    }
  }

  private void suite(Comparison comparison) throws XMLStreamException {
    long skipped = comparison.count(Verdict.SKIP) + comparison.count(Verdict.NO_REFERENCE);
    out.writeStartElement("testsuite");
    out.writeAttribute("name", comparison.unit().importPath());
    out.writeAttribute("tests", Integer.toString(comparison.tests().size()));
    out.writeAttribute("failures", Long.toString(comparison.count(Verdict.FAIL)));
    out.writeAttribute("skipped", Long.toString(skipped));
    out.writeAttribute("time", seconds(comparison));
    for (TestPair test : comparison.tests()) {
      out.writeStartElement("testcase");
      out.writeAttribute("classname", comparison.unit().importPath());
      out.writeAttribute("name", test.name());
      switch (test.verdict()) {
        case PASS -> {}
        case SKIP -> message("skipped", "skips itself");
        case NO_REFERENCE -> message("skipped", "does not pass in the reference run either");
        case FAIL -> failure(test);
      }
      out.writeEndElement();
    }
    out.writeEndElement();
  }

  private void message(String element, String text) throws XMLStreamException {
    out.writeEmptyElement(element);
    out.writeAttribute("message", text);
  }

  private void failure(TestPair test) throws XMLStreamException {
    out.writeStartElement("failure");
    out.writeAttribute("message", test.cause());
    out.writeCharacters(printable(String.join("\n", test.excerpt())));
    out.writeEndElement();
  }

  private static String seconds(Comparison comparison) {
    return String.format(Locale.ROOT, "%.3f", comparison.wall().toMillis() / 1e3);
  }

  /** XML 1.0 has no control characters but tab and newline. */
  private static String printable(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0b-\\x1f]", "?");
  }
}
