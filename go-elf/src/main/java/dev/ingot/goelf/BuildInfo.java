package dev.ingot.goelf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code go version -m} prints.
 *
 * @param goVersion such as {@code go1.24.4}
 * @param path the main package's path, empty when it is not recorded
 * @param settings build settings in their order, such as {@code GOARCH} or {@code -ldflags}
 */
public record BuildInfo(String goVersion, String path, Map<String, String> settings) {
  public BuildInfo {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }
}
