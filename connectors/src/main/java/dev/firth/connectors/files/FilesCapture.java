package dev.firth.connectors.files;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.ConnectorSpecification;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.sdk.Acknowledgements;
import dev.firth.protocol.sdk.CaptureConnector;
import dev.firth.protocol.sdk.CaptureOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** source-files: NDJSON files of a folder that is watched. */
public final class FilesCapture implements CaptureConnector {
  private static final JsonNode ANY_OBJECT = RawJson.of("{\"type\":\"object\"}").tree();

  @Override
  public ConnectorSpecification specification() {
    return new ConnectorSpecification(
        FilesConfig.SCHEMA, FilesConfig.RESOURCE_SCHEMA, "", List.of("/path"));
  }

  /**
   * One binding for every folder of the folder, and for itself, that holds NDJSON files, and for
   * each of their endings.
   */
  @Override
  public CaptureResponse.Discovered discover(CaptureRequest.Discover request) throws IOException {
    Path folder = FilesConfig.of(request.config()).existingFolder();
    var names = new TreeMap<String, String>();
    try (Stream<Path> files =
        Files.find(folder, 2, (_, attributes) -> attributes.isRegularFile())) {
      files
          .map(folder::relativize)
          .forEach(
              file -> {
                String ending = ending(file.getFileName().toString());
                if (!ending.isEmpty()) {
                  String parent = file.getNameCount() == 1 ? "" : file.getName(0) + "/";
                  String name = file.getNameCount() == 1 ? "files" : file.getName(0).toString();
                  names.put(parent + "*" + ending, name);
                }
              });
    }
    var bindings = new ArrayList<CaptureResponse.Discovered.Binding>();
    names.forEach(
        (pattern, name) ->
            bindings.add(
                new CaptureResponse.Discovered.Binding(
                    name,
                    JsonNodeFactory.instance.objectNode().put("path", pattern),
                    List.of(pattern),
                    ANY_OBJECT,
                    List.of(),
                    false)));
    return new CaptureResponse.Discovered(bindings);
  }

  private static String ending(String file) {
    for (String ending : List.of(".ndjson", ".jsonl")) {
      if (file.endsWith(ending)) {
        return ending;
      }
    }
    return "";
  }

  @Override
  public CaptureResponse.Validated validate(CaptureRequest.Validate request) throws IOException {
    FilesConfig.of(request.config()).existingFolder();
    var paths = new ArrayList<List<String>>();
    var seen = new HashSet<String>();
    for (CaptureRequest.Validate.Binding binding : request.bindings()) {
      String pattern = FilesConfig.pattern(binding.resource());
      if (!seen.add(pattern)) {
        throw ConnectorFailure.pause(
            "BadConfiguration",
            "resource.path: two bindings have the pattern \"" + pattern + "\".");
      }
      paths.add(List.of(pattern));
    }
    return new CaptureResponse.Validated(paths);
  }

  @Override
  public void capture(
      CaptureRequest.Open open, CaptureOutput output, Acknowledgements acknowledgements)
      throws Exception {
    Path folder = FilesConfig.of(open.capture().config()).existingFolder();
    output.opened(new CaptureResponse.Opened(false, true));
    if (open.capture().bindings().isEmpty()) {
      return;
    }
    try (var watch = new FolderWatch(folder)) {
      var reader = new FolderReader(folder, watched(open), open.once(), output);
      reader.read(watch.all());
      reader.checkpoint(true);
      while (!open.once()) {
        reader.read(watch.changed());
        reader.checkpoint(false);
      }
    }
  }

  private static List<FolderReader.Watched> watched(CaptureRequest.Open open) {
    JsonNode state = open.state().tree();
    return open.capture().bindings().stream()
        .map(
            binding -> {
              Map<String, FilePosition> positions = new HashMap<>();
              state
                  .path(binding.stateKey())
                  .properties()
                  .forEach(file -> positions.put(file.getKey(), FilePosition.of(file.getValue())));
              return new FolderReader.Watched(
                  FilesConfig.matcher(FilesConfig.pattern(binding.resource())),
                  binding.stateKey(),
                  positions);
            })
        .toList();
  }
}
