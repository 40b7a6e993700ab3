package dev.firth.bench.peer;

import io.debezium.connector.jdbc.JdbcSinkConnectorTask;
import io.debezium.embedded.Connect;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Debezium's engine on PostgreSQL, and its JDBC sink that upserts into another, in one process
 * without a broker or a log between them. Set as well as we know: unnest, big batches, a poll
 * interval of 10 ms. Its only argument is the file of its offsets; addresses come in the
 * environment.
 */
public final class DebeziumPeer {
  private static final TopicPartition ORDERS = new TopicPartition("t.public.orders", 0);

  private DebeziumPeer() {}

  public static void main(String[] args) throws Exception {
    var sink = sink();
    var offset = new long[1];
    var engine =
        DebeziumEngine.create(Connect.class)
            .using(source(args[0]))
            .notifying(
                (List<ChangeEvent<SourceRecord, SourceRecord>> events,
                    DebeziumEngine.RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>>
                        committer) -> {
                  var records = new ArrayList<SinkRecord>(events.size());
                  for (var event : events) {
                    records.add(record(event.value(), offset[0]++));
                  }
                  sink.put(records);
                  sink.preCommit(Map.of(ORDERS, new OffsetAndMetadata(offset[0])));
                  for (var event : events) {
                    committer.markProcessed(event);
                  }
                  committer.markBatchFinished();
                })
            .using(
                (success, message, error) -> {
                  System.err.println("the engine ended: " + message);
                  if (error != null) {
                    error.printStackTrace();
                  }
                })
            .build();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(engine)));
    engine.run();
  }

  private static void close(DebeziumEngine<?> engine) {
    try {
      engine.close();
    } catch (IOException e) {
      e.printStackTrace();
    }
  }

  private static SinkRecord record(SourceRecord s, long offset) {
    return new SinkRecord(
        s.topic(),
        0,
        s.keySchema(),
        s.key(),
        s.valueSchema(),
        s.value(),
        offset,
        System.currentTimeMillis(),
        TimestampType.CREATE_TIME);
  }

  private static Properties source(String offsets) {
    var address = environment("SOURCE_ADDRESS").split(":");
    var properties = new Properties();
    properties.putAll(
        Map.ofEntries(
            Map.entry("name", "peer"),
            Map.entry("connector.class", "io.debezium.connector.postgresql.PostgresConnector"),
            Map.entry(
                "offset.storage", "org.apache.kafka.connect.storage.FileOffsetBackingStore"),
            Map.entry("offset.storage.file.filename", offsets),
            Map.entry("offset.flush.interval.ms", "1000"),
            Map.entry("database.hostname", address[0]),
            Map.entry("database.port", address[1]),
            Map.entry("database.user", environment("SOURCE_USER")),
            Map.entry("database.password", environment("SOURCE_PASSWORD")),
            Map.entry("database.dbname", "postgres"),
            Map.entry("topic.prefix", "t"),
            Map.entry("table.include.list", "public.orders"),
            Map.entry("plugin.name", "pgoutput"),
            Map.entry("slot.name", "peer"),
            Map.entry("publication.autocreate.mode", "filtered"),
            Map.entry("snapshot.mode", "initial"),
            Map.entry("max.batch.size", "8192"),
            Map.entry("max.queue.size", "32768"),
            Map.entry("poll.interval.ms", "10"),
            Map.entry("snapshot.fetch.size", "10240"),
            Map.entry("record.processing.threads", "1")));
    return properties;
  }

  private static JdbcSinkConnectorTask sink() {
    var settings =
        new TreeMap<>(
            Map.ofEntries(
                Map.entry(
                    "connection.url",
                    "jdbc:postgresql://"
                        + environment("COPY_ADDRESS")
                        + "/"
                        + environment("COPY_DATABASE")
                        + "?reWriteBatchedInserts=true"),
                Map.entry("connection.username", environment("COPY_USER")),
                Map.entry("connection.password", environment("COPY_PASSWORD")),
                Map.entry("insert.mode", "upsert"),
                Map.entry("primary.key.mode", "record_key"),
                Map.entry("delete.enabled", "true"),
                Map.entry("schema.evolution", "none"),
                Map.entry("collection.name.format", "orders"),
                Map.entry("batch.size", "5000"),
                Map.entry("use.reduction.buffer", "false"),
                Map.entry("dialect.postgres.unnest.insert.enabled", "true"),
                Map.entry("name", "sink"),
                Map.entry("topics", ORDERS.topic())));
    var task = new JdbcSinkConnectorTask();
    task.initialize(
        (SinkTaskContext)
            Proxy.newProxyInstance(
                DebeziumPeer.class.getClassLoader(),
                new Class<?>[] {SinkTaskContext.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "configs" -> settings;
                      case "assignment" -> Set.of(ORDERS);
                      default -> null;
                    }));
    task.start(settings);
    task.open(List.of(ORDERS));
    return task;
  }

  private static String environment(String name) {
    var value = System.getenv(name);
    if (value == null) {
      throw new IllegalArgumentException("the variable " + name + " is not set");
    }
    return value;
  }
}
