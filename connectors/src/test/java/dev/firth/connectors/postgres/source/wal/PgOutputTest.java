package dev.firth.connectors.postgres.source.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Messages as PostgreSQL's documentation lays them out. */
class PgOutputTest {
  private final PgOutput message = new PgOutput();

  private interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  /** In the middle of an array, as the driver hands it over. */
  private void wrap(char tag, Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[7]);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(tag);
    content.write(out);
    ByteBuffer whole = ByteBuffer.wrap(bytes.toByteArray());
    whole.position(7);
    message.wrap(whole.slice());
    assertThat(message.tag()).isEqualTo((byte) tag);
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.writeByte(0);
  }

  private static void value(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeByte('t');
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String row(Tuple tuple) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < tuple.size(); i++) {
      row.append((char) tuple.kind(i));
      row.append(
          new String(tuple.bytes(), tuple.offset(i), tuple.length(i), StandardCharsets.UTF_8));
      row.append(' ');
    }
    return row.toString().strip();
  }

  @Test
  void transaction() throws IOException {
    wrap(
        'B',
        out -> {
          out.writeLong(0x1_0000_0002L);
          out.writeLong(1_000_000);
          out.writeInt(-2);
        });
    assertThat(message.begin())
        .isEqualTo(new PgOutput.Begin(0x1_0000_0002L, 946_684_801_000_000L, -2));
    wrap(
        'C',
        out -> {
          out.writeByte(0);
          out.writeLong(5);
          out.writeLong(9);
          out.writeLong(0);
        });
    assertThat(message.commit()).isEqualTo(new PgOutput.Commit(5, 9));
  }

  @Test
  void relation() throws IOException {
    wrap(
        'R',
        out -> {
          out.writeInt(16384);
          text(out, "public");
          text(out, "örders");
          out.writeByte('d');
          out.writeShort(2);
          out.writeByte(1);
          text(out, "id");
          out.writeInt(23);
          out.writeInt(-1);
          out.writeByte(0);
          text(out, "note");
          out.writeInt(25);
          out.writeInt(44);
        });
    Relation relation = message.relation();
    assertThat(relation.table()).isEqualTo("örders");
    assertThat(relation.columns())
        .containsExactly(
            new Relation.Attribute("id", true, 23, -1),
            new Relation.Attribute("note", false, 25, 44));
  }

  @Test
  void changes() throws IOException {
    wrap(
        'I',
        out -> {
          out.writeInt(7);
          out.writeByte('N');
          out.writeShort(2);
          value(out, "1");
          out.writeByte('n');
        });
    assertThat(message.change()).isEqualTo(7);
    assertThat(row(message.newTuple())).isEqualTo("t1 n");
    assertThat(message.oldTuple()).isNull();
    wrap(
        'U',
        out -> {
          out.writeInt(7);
          out.writeByte('K');
          out.writeShort(2);
          value(out, "1");
          out.writeByte('n');
          out.writeByte('N');
          out.writeShort(2);
          value(out, "20");
          out.writeByte('u');
        });
    message.change();
    assertThat(row(Objects.requireNonNull(message.oldTuple()))).isEqualTo("t1 n");
    assertThat(message.oldIsWhole()).isFalse();
    assertThat(row(message.newTuple())).isEqualTo("t20 u");
    wrap(
        'D',
        out -> {
          out.writeInt(7);
          out.writeByte('O');
          out.writeShort(1);
          value(out, "x");
        });
    message.change();
    assertThat(row(Objects.requireNonNull(message.oldTuple()))).isEqualTo("tx");
    assertThat(message.oldIsWhole()).isTrue();
  }

  @Test
  void truncateAndMessage() throws IOException {
    wrap(
        'T',
        out -> {
          out.writeInt(2);
          out.writeByte(0);
          out.writeInt(7);
          out.writeInt(8);
        });
    assertThat(message.truncated()).containsExactly(7, 8);
    wrap(
        'M',
        out -> {
          out.writeByte(1);
          out.writeLong(3);
          text(out, "firth");
          out.writeInt(2);
          out.writeBytes("ok");
        });
    assertThat(message.message()).isEqualTo(new PgOutput.Message(true, 3, "firth", "ok"));
  }
}
