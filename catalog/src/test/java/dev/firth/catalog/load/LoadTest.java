package dev.firth.catalog.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.catalog.Problem;
import dev.firth.crds.SecretValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTest {
  private static final String COLLECTION =
      """
      apiVersion: firth.dev/v1alpha1
      kind: Collection
      metadata: {name: %s}
      spec: {key: [/id], schema: {type: object}}
      """;

  @TempDir private Path directory = Path.of("");

  @Test
  void aDirectoryIsReadToItsDepth() throws IOException {
    write("a.yaml", COLLECTION.formatted("a") + "---\n---\n" + COLLECTION.formatted("b"));
    write("sub/deep/c.yml", COLLECTION.formatted("c"));
    write(
        "d.json",
        """
        {"apiVersion": "firth.dev/v1alpha1", "kind": "Collection", "metadata": {"name": "d"},
        	"spec": {"key": ["/id"], "schema": {"type": "object", "maxProperties": 9007199254740992}}}
        """);
    write(
        "list.yaml",
        "apiVersion: v1\nkind: List\nitems:\n- "
            + COLLECTION.formatted("e").strip().replace("\n", "\n  ")
            + "\n");
    write("deployment.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\n");
    write("values.yaml", "image: x\n");
    write("kustomization.yaml", "resources: [a.yaml]\n");
    write(".github/x.yaml", COLLECTION.formatted("hidden"));
    write(".firth/x.yaml", COLLECTION.formatted("state"));
    write("notes.txt", "no yaml: at: all\n");

    Draft draft = Load.directory(directory);

    assertThat(draft.problems()).isEmpty();
    assertThat(draft.collections().keySet()).containsExactly("a", "b", "c", "d", "e");
    assertThat(draft.namespace()).isEqualTo("default");
    assertThat(draft.skipped().sentence())
        .isEqualTo("Skipped 2 documents of other kinds, 1 kustomization, 1 dot folder.");
  }

  @Test
  void aStreamIsReadAlike() throws IOException {
    var yaml = COLLECTION.formatted("a, namespace: acme").getBytes(StandardCharsets.UTF_8);

    Draft draft = Load.stream("-", new ByteArrayInputStream(yaml));

    assertThat(draft.collections().keySet()).containsExactly("a");
    assertThat(draft.namespace()).isEqualTo("acme");
  }

  @Test
  void aStreamThatIsNotUtf8() throws IOException {
    var bytes = new ByteArrayInputStream(new byte[] {'a', ':', ' ', (byte) 0xff});

    Draft draft = Load.stream("-", bytes);

    assertThat(draft.problems())
        .extracting(Problem::render)
        .containsExactly("-: This file is not UTF-8.");
    assertThat(draft.isUnreadable()).isTrue();
  }

  @Test
  void aByteOrderMarkIsNoPartOfAFile() throws IOException {
    write("a.yaml", "\ufeff" + COLLECTION.formatted("a"));
    write(
        "b.json",
        "\ufeff{\"apiVersion\": \"firth.dev/v1alpha1\", \"kind\": \"Collection\","
            + " \"metadata\": {\"name\": \"b\"},\n"
            + "\t\"spec\": {\"key\": [\"/id\"], \"schema\": {\"type\": \"object\"}}}");
    write(".env", "\ufeffshop-db.user=firth\n");

    Draft draft = Load.directory(directory);

    assertThat(draft.problems()).isEmpty();
    assertThat(draft.collections().keySet()).containsExactly("a", "b");
    assertThat(draft.secrets().find("shop-db", "user")).isPresent();
  }

  @Test
  void aFileOfDataIsNotRead() throws IOException {
    try (var file = new RandomAccessFile(directory.resolve("visits.json").toFile(), "rw")) {
      file.setLength((64L << 20) + 1);
    }

    assertThat(Load.directory(directory).problems())
        .extracting(Problem::render)
        .containsExactly(
            "visits.json: This file is larger than 64 MiB, more than resources need. Data lies"
                + " outside of the directory, or in a folder whose name begins with a dot.");
  }

  @Test
  void aDirectoryThatIsNone() {
    assertThat(Load.directory(directory.resolve("gone")).problems())
        .extracting(Problem::sentence)
        .containsExactly("This file is no directory; give the directory that holds the YAML.");
  }

  @Test
  void aFileThatIsNotUtf8() throws IOException {
    Files.write(directory.resolve("a.yaml"), new byte[] {'a', ':', ' ', (byte) 0xff});

    assertThat(Load.directory(directory).problems())
        .extracting(Problem::render)
        .containsExactly("a.yaml: This file is not UTF-8.");
  }

  @Test
  void secretsOfManifestsComeFirst() {
    String yaml =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: shop-db}
        type: Opaque
        data: {user: ZmlydGg=, both: YmFzZTY0}
        stringData: {both: text}
        """;
    String env =
        """
        # comment
        shop-db.user=other
        shop-db.tls.crt = "a b"
        export shop-db.empty=
        """;

    Draft draft =
        Load.texts(
            List.of(new SourceText("s.yaml", yaml)), Optional.of(new SourceText(".env", env)));

    assertThat(draft.problems()).isEmpty();
    Secrets secrets = draft.secrets();
    assertThat(secrets.find("shop-db", "user").map(SecretValue::reveal)).contains("firth");
    assertThat(secrets.find("shop-db", "both").map(SecretValue::reveal)).contains("text");
    assertThat(secrets.find("shop-db", "tls.crt").map(SecretValue::reveal)).contains("a b");
    assertThat(secrets.find("shop-db", "empty").map(SecretValue::reveal)).contains("");
    assertThat(secrets.find("shop-db", "password")).isEmpty();
    assertThat(secrets.keys("shop-db")).containsExactly("both", "empty", "tls.crt", "user");
    assertThat(draft.secrets().toString() + secrets.find("shop-db", "user"))
        .doesNotContain("firth");
  }

  private void write(String file, String text) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
