package dev.firth.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How much a task logs. */
public enum LogLevel {
  @JsonProperty("Error")
  ERROR,
  @JsonProperty("Warn")
  WARN,
  @JsonProperty("Info")
  INFO,
  @JsonProperty("Debug")
  DEBUG,
  @JsonProperty("Trace")
  TRACE
}
