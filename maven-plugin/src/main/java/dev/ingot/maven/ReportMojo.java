package dev.ingot.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import javax.inject.Inject;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.reporting.MavenReport;
import org.apache.maven.reporting.MavenReportException;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Writes the patch report, one self-contained HTML file: what patching the program changes, site by
 * site. In the {@code reporting} section of a POM it becomes a page of the site.
 */
@Mojo(name = "report", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class ReportMojo extends PatchingMojo implements MavenReport {
  /** The report's name in the site, without {@code .html}. */
  private static final String OUTPUT_NAME = "ingot-report";

  /** The folder of the report outside a site. */
  @Parameter(
      property = "ingot.reportDirectory",
      defaultValue = "${project.reporting.outputDirectory}",
      required = true)
  private File outputDirectory;

  /** Maven hands in the toolchains of the build. */
  @Inject
  public ReportMojo(ToolchainManager toolchains) {
    super(toolchains);
  }

  @Override
  void perform() throws MojoExecutionException, MojoFailureException {
    File report = new File(outputDirectory, OUTPUT_NAME + ".html");
    String html = engine().run(patching("report").option("--format", "html"));
    Folders.makeFolderOf(report);
    try {
      Files.writeString(report.toPath(), html);
    } catch (IOException failure) {
      throw new MojoExecutionException(
          "<outputDirectory>: %s cannot be written: %s".formatted(report, failure.getMessage()),
          failure);
    }
    getLog().info("the report is " + report);
  }

  @Override
  public void generate(Sink unused, Locale locale) throws MavenReportException {
    try {
      perform();
    } catch (MojoExecutionException | MojoFailureException failure) {
      throw new MavenReportException(failure.getMessage(), failure);
    }
  }

  @Override
  public boolean canGenerateReport() {
    return elf().isFile();
  }

  /** The engine writes the page itself, so the site takes it as it is. */
  @Override
  public boolean isExternalReport() {
    return true;
  }

  /** Deprecated in the reporting API 4.0, yet without a default: every report has to say it. */
  @Override
  @SuppressWarnings("deprecation")
  public String getOutputName() {
    return OUTPUT_NAME;
  }

  @Override
  public String getCategoryName() {
    return CATEGORY_PROJECT_REPORTS;
  }

  @Override
  public String getName(Locale locale) {
    return "Ingot";
  }

  @Override
  public String getDescription(Locale locale) {
    return "What patching the Go program changes: write-barrier calls, .bss, every edit.";
  }

  @Override
  public void setReportOutputDirectory(File directory) {
    outputDirectory = directory;
  }

  @Override
  public File getReportOutputDirectory() {
    return outputDirectory;
  }
}
