package dev.firth.specs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is hidden of a sentence, and what must not be. */
class SecretMaskTest {
  private static final JsonNode OPEN =
      JsonMapper.shared()
          .readTree(
              "{\"address\": \"db.acme.com:5432\", \"user\": \"firth\", \"database\": \"shop\"}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          hunter2        | cannot log in as ada with hunter2.                | cannot log in as ada with (secret).
          hunter2        | dsn=postgres://ada:hunter2@db/shop                | dsn=postgres://ada:(secret)@db/shop
          hunter2        | xhunter2x                                         | x(secret)x
          p"q&r/7        | {"pw":"p\\"q&r/7"} or p%22q%26r%2F7               | {"pw":"(secret)"} or (secret)
          correcthorsebattery | acorrecthorsebatteryb                        | a(secret)b
          orders         | table orders_2026, sub-orders, x.orders, /orders/ | table orders_2026, sub-orders, x.orders, /orders/
          orders         | "orders" or orders: rejected orders.              | "(secret)" or (secret): rejected (secret).
          orders         | password is orders                                | password is (secret)
          table          | table pages was dropped: add the table again.     | table pages was dropped: add the table again.
          table          | login "table" failed (pwd=table)                  | login "(secret)" failed (pwd=(secret))
          table          | rejected password table                           | rejected password (secret)
          table          | jdbc:x://ada:table@db                             | jdbc:x://ada:(secret)@db
          30             | 2026-11-23T09:30:00 took 30 s, line 30            | 2026-11-23T09:30:00 took 30 s, line 30
          a              | a table is a table, 'a'                           | a table is a table, '(secret)'
          firth          | dev.firth.connectors: user "firth" is unknown     | dev.firth.connectors: user "firth" is unknown
          firth          | postgres://firth:firth@db, "password":"firth"     | postgres://firth:(secret)@db, "password":"(secret)"
          5432           | PostgreSQL at db.acme.com:5432 refuses            | PostgreSQL at db.acme.com:5432 refuses
          shop           | database "shop" does not exist                    | database "shop" does not exist
          """)
  void whatIsHidden(String value, String text, String shown) {
    assertThat(SecretMask.of(List.of(value), OPEN).apply(text)).isEqualTo(shown);
  }

  @Test
  void everyLineOfAValueIsHidden() {
    var mask = SecretMask.of(List.of("-----BEGIN KEY-----\nMIIEvQIBADAN\n"), OPEN);

    assertThat(mask.apply("cannot read MIIEvQIBADAN here")).isEqualTo("cannot read (secret) here");
    assertThat(mask).hasToString("SecretMask");
  }

  /** An address and a user that came from a Secret, as the schema of their connector sees them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"properties": {"user": {}, "password": {"secret": true}}} | user "firth" at (secret): (secret) is wrong
          {"properties": {"user": {}, "address": {}, "password": {"airbyte_secret": true}}} | user "firth" at db.acme.com:5432: (secret) is wrong
          {"properties": {"user": {}, "address": {}, "password": {}}} | user "(secret)" at (secret): (secret) is wrong
          {} | user "(secret)" at (secret): (secret) is wrong
          """)
  void theConnectorSaysWhichOfItsFieldsAreSecrets(String schema, String shown) {
    var json = JsonMapper.shared();
    var spec =
        new ConnectorSpec(
            "c",
            List.of(),
            json.readTree("{}"),
            List.of(new SecretRef("", "all", "json", true, false)));
    var merged =
        json.readTree(
            "{\"user\": \"firth\", \"address\": \"db.acme.com:5432\", \"password\": \"hunter2\"}");

    assertThat(
            spec.mask(merged, json.readTree(schema))
                .apply("user \"firth\" at db.acme.com:5432: hunter2 is wrong"))
        .isEqualTo(shown);
  }

  @Test
  void theLongerOfTwoGoesFirst() {
    assertThat(SecretMask.of(List.of("s3cret", "s3cret-two"), OPEN).apply("is s3cret-two"))
        .isEqualTo("is (secret)");
  }
}
