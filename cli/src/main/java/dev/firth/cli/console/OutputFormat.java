package dev.firth.cli.console;

import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** What {@code -o} takes. */
public enum OutputFormat {
  /** For people. */
  table,
  /** One line of JSON. */
  json,
  /** A YAML document, which begins with {@code ---}. */
  yaml;

  /** Whether programs read it. */
  public boolean isData() {
    return this != table;
  }

  /** A value as this format writes it, without a newline at its end; not for tables. */
  public String write(Object value) {
    if (this == json) {
      return JsonMapper.shared().writeValueAsString(value);
    }
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setExplicitStart(true);
    options.setWidth(Integer.MAX_VALUE);
    options.setSplitLines(false);
    return new Yaml(options)
        .dump(JsonMapper.shared().convertValue(value, Map.class))
        .stripTrailing();
  }
}
