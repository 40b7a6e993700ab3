package dev.firth.crds.structure;

import dev.firth.crds.Default;
import dev.firth.crds.KeyedBy;
import dev.firth.crds.KnownFields;
import dev.firth.crds.Limits;
import dev.firth.crds.NotBuilt;
import dev.firth.crds.OneOf;
import dev.firth.crds.Pattern;
import dev.firth.crds.Required;
import dev.firth.crds.Rule;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a resource's record says of an object: the same record is filled from it and, in a cluster,
 * its CRD is generated from it.
 *
 * @param fields in order
 * @param passed names that are accepted and not looked at
 * @param oneOf groups of which exactly one is given
 * @param rules of several fields together
 * @param type the record
 */
public record Structure(
    List<Field> fields,
    Set<String> passed,
    Optional<OneOf> oneOf,
    List<Rule> rules,
    Class<?> type) {

  /** No text inside a list or map is longer. */
  public static final int MOST_ITEM_CHARACTERS = 4096;

  /** One field. */
  public record Field(
      String name,
      FieldType type,
      boolean required,
      Optional<Limits> limits,
      Optional<Pattern> pattern,
      Optional<String> keyedBy,
      Optional<NotBuilt> notBuilt,
      Optional<String> preset) {}

  private static final ClassValue<Structure> KNOWN =
      new ClassValue<>() {
        @Override
        protected Structure computeValue(Class<?> type) {
          return read(type);
        }
      };

  /** What a record says; it has to be one that resources are made of. */
  public static Structure of(Class<?> record) {
    return KNOWN.get(record);
  }

  /** The field of this name. */
  public Optional<Field> field(String name) {
    return fields.stream().filter(f -> f.name.equals(name)).findFirst();
  }

  /** All names that may stand in such an object. */
  public List<String> names() {
    return Stream.concat(fields.stream().map(Field::name), passed.stream()).toList();
  }

  private static Structure read(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    if (components == null) {
      throw new IllegalStateException(type + " is no record and no known type of a field");
    }
    KnownFields known = type.getAnnotation(KnownFields.class);
    return new Structure(
        Arrays.stream(components).map(Structure::read).toList(),
        known == null ? Set.of() : Set.of(known.value()),
        Optional.ofNullable(type.getAnnotation(OneOf.class)),
        List.of(type.getAnnotationsByType(Rule.class)),
        type);
  }

  private static Field read(RecordComponent component) {
    return new Field(
        component.getName(),
        FieldType.of(component.getGenericType()),
        component.isAnnotationPresent(Required.class),
        annotation(component, Limits.class),
        annotation(component, Pattern.class),
        annotation(component, KeyedBy.class).map(KeyedBy::value),
        annotation(component, NotBuilt.class),
        annotation(component, Default.class).map(Default::value));
  }

  private static <A extends Annotation> Optional<A> annotation(
      RecordComponent component, Class<A> type) {
    return Optional.ofNullable(component.getAnnotation(type));
  }
}
