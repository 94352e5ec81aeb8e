package dev.ingot.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * Makes the lists that picocli collects the values of repeatable options in. Its own factory first
 * looks for a class of Groovy, and for that through the whole jar.
 */
enum ListFactory implements IFactory {
  INSTANCE;

  @Override
  public <K> K create(Class<K> type) throws Exception {
    return type.equals(List.class)
        ? type.cast(new ArrayList<>())
        : CommandLine.defaultFactory().create(type);
  }
}
