package dev.firth.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a client of the store signs its requests with.
 *
 * @param secret never printed: {@link #toString} leaves it out
 */
public record AccessKey(String id, String secret) {
  private static final String ID = "aws_access_key_id";
  private static final String SECRET = "aws_secret_access_key";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  /**
   * Reads the key kept in a file, or makes a random one and keeps it there, readable by its owner
   * only. The file has the form of AWS's shared credentials, so {@code
   * AWS_SHARED_CREDENTIALS_FILE=file aws s3 ls} works.
   */
  static AccessKey keptIn(Path file) throws IOException {
    if (Files.exists(file)) {
      return parse(file, Files.readAllLines(file));
    }
    SecureRandom random = new SecureRandom();
    byte[] id = new byte[8];
    byte[] secret = new byte[30];
    random.nextBytes(id);
    random.nextBytes(secret);
    AccessKey key =
        new AccessKey(
            "FIRTH" + HexFormat.of().formatHex(id).toUpperCase(Locale.ROOT),
            Base64.getUrlEncoder().encodeToString(secret));
    createOwnerOnly(file);
    Files.writeString(
        file, "[default]\n" + ID + " = " + key.id + "\n" + SECRET + " = " + key.secret + "\n");
    return key;
  }

  private static void createOwnerOnly(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } else {
      Files.write(file, new byte[0], StandardOpenOption.CREATE_NEW);
    }
  }

  private static AccessKey parse(Path file, List<String> lines) {
    return new AccessKey(value(file, lines, ID), value(file, lines, SECRET));
  }

  private static String value(Path file, List<String> lines, String name) {
    return lines.stream()
        .map(line -> line.split("=", 2))
        .filter(parts -> parts.length == 2 && parts[0].strip().equals(name))
        .map(parts -> parts[1].strip())
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElseThrow(
            () ->
                new EmbeddedStoreException(
                    file
                        + ": expected a line \""
                        + name
                        + " = ...\". Delete the file to get a new access key."));
  }

  @Override
  public String toString() {
    return "AccessKey[" + id + "]";
  }
}
