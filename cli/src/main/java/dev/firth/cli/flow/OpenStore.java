package dev.firth.cli.flow;

import dev.firth.catalog.load.Secrets;
import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.journals.host.VirtualHost;
import dev.firth.journals.store.Preflight;
import dev.firth.journals.store.S3Credentials;
import dev.firth.journals.store.S3Location;
import dev.firth.journals.store.S3LogStore;
import dev.firth.journals.store.StoreException;
import dev.firth.journals.store.StoreOwner;
import dev.firth.specs.StoreSpec;
import dev.firth.specs.TaskSpec;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A bucket that was tried and is ours.
 *
 * @param maxRate transactions a second of a task whose spec sets none
 * @param warnings sentences for the person who runs this
 */
public record OpenStore(S3LogStore store, double maxRate, List<String> warnings)
    implements AutoCloseable {

  /** Connects without asking whose it is: for commands that only read. */
  public static S3LogStore connect(StoreSpec spec, S3Credentials credentials) {
    var location =
        new S3Location(
            spec.endpoint(), spec.bucket(), spec.prefix(), spec.region(), spec.pathStyle());
    return S3LogStore.open(location, credentials, S3LogStore.Waits.DEFAULT, new VirtualHost());
  }

  /**
   * Connects, tries the store, and claims it for an owner; refuses what must not be used.
   *
   * @param ran the tasks that have a log already, which must be in this store
   */
  public static OpenStore claim(
      StoreSpec spec, S3Credentials credentials, StoreOwner owner, List<TaskSpec> ran)
      throws InterruptedException {
    var store = connect(spec, credentials);
    boolean claimed = false;
    try {
      var passed = Preflight.check(store, RandomGenerator.getDefault());
      if (!ran.isEmpty() && StoreOwner.read(store, "Store " + store.location()).isEmpty()) {
        throw new CliException(Exit.FLOW, StorePlace.of(spec).refusalOfEmpty(ran));
      }
      owner.claim(store, "Store " + store.location());
      claimed = true;
      return new OpenStore(store, passed.defaultMaxRate(), passed.warnings());
    } catch (StoreException e) {
      throw new CliException(Exit.ENVIRONMENT, e.sentence(), e);
    } finally {
      if (!claimed) {
        store.close();
      }
    }
  }

  /**
   * The access key that a StorageMapping's Secret holds, or the AWS default chain where it names
   * none.
   */
  public static S3Credentials credentials(StoreSpec spec, Secrets secrets) {
    if (spec.credentials().isEmpty()) {
      return new S3Credentials.DefaultChain();
    }
    var secret = spec.credentials().get();
    return new S3Credentials.Fixed(
        value(secrets, secret, "AWS_ACCESS_KEY_ID"),
        value(secrets, secret, "AWS_SECRET_ACCESS_KEY"));
  }

  private static String value(Secrets secrets, String secret, String key) {
    return secrets
        .find(secret, key)
        .orElseThrow(
            () ->
                new CliException(
                    Exit.FLOW,
                    "Secret "
                        + secret
                        + " has no key "
                        + key
                        + ", which its StorageMapping needs. Add it to the Secret, or the line "
                        + secret
                        + "."
                        + key
                        + "=... to .env."))
        .reveal();
  }

  @Override
  public void close() {
    store.close();
  }
}
