package dev.firth.catalog.load;

import dev.firth.crds.KeyedBy;
import dev.firth.crds.KnownFields;
import dev.firth.crds.Limits;
import dev.firth.crds.NotBuilt;
import dev.firth.crds.OneOf;
import dev.firth.crds.Pattern;
import dev.firth.crds.Required;
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
 */
record Structure(List<Field> fields, Set<String> passed, Optional<OneOf> oneOf) {

  /** One field. */
  record Field(
      String name,
      FieldType type,
      boolean required,
      Optional<Limits> limits,
      Optional<Pattern> pattern,
      Optional<String> keyedBy,
      Optional<NotBuilt> notBuilt) {}

  private static final ClassValue<Structure> KNOWN =
      new ClassValue<>() {
        @Override
        protected Structure computeValue(Class<?> type) {
          return read(type);
        }
      };

  static Structure of(Class<?> record) {
    return KNOWN.get(record);
  }

  Optional<Field> field(String name) {
    return fields.stream().filter(f -> f.name.equals(name)).findFirst();
  }

  List<String> names() {
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
        Optional.ofNullable(type.getAnnotation(OneOf.class)));
  }

  private static Field read(RecordComponent component) {
    return new Field(
        component.getName(),
        FieldType.of(component.getGenericType()),
        component.isAnnotationPresent(Required.class),
        annotation(component, Limits.class),
        annotation(component, Pattern.class),
        annotation(component, KeyedBy.class).map(KeyedBy::value),
        annotation(component, NotBuilt.class));
  }

  private static <A extends Annotation> Optional<A> annotation(
      RecordComponent component, Class<A> type) {
    return Optional.ofNullable(component.getAnnotation(type));
  }
}
