package dev.ingot.junit;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gives a test its {@link GuestRun}. */
final class BootGoExtension implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == GuestRun.class && annotation(test).isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    BootGo boot = annotation(test).orElseThrow();
    try {
      return GuestBoot.run(boot);
    } catch (IOException | RuntimeException failure) {
      throw new ParameterResolutionException(
          "@BootGo(elf = \"%s\") cannot be booted: %s".formatted(boot.elf(), failure.getMessage()),
          failure);
    }
  }

  private static Optional<BootGo> annotation(ExtensionContext test) {
    return AnnotationSupport.findAnnotation(test.getElement(), BootGo.class);
  }
}
