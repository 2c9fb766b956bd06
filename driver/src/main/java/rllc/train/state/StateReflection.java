package rllc.train.state;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.stream.Stream;

/** Records, their components and constants by reflection, for {@link StateCodec}. */
final class StateReflection {
  private StateReflection() {}

  static Object get(Record one, RecordComponent component) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(one);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record's component can be read", e);
    }
  }

  static Object make(Class<?> type, RecordComponent[] components, Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      String why = e.getCause().getMessage();
      throw new IllegalArgumentException(
          "`bytes` must be a " + type.getSimpleName() + ": " + why, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record can be made of its components", e);
    }
  }

  /** The record of sealed interface {@code type} with the simple name {@code name}. */
  static Class<?> permitted(Class<?> type, String name) {
    return records(type)
        .filter(c -> c.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "`bytes` must have a " + type.getSimpleName() + ", got " + name));
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(StateReflection::records)
        : Stream.of(type);
  }

  static Object constant(Class<?> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(c -> ((Enum<?>) c).name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "`bytes` must have a " + type.getSimpleName() + ", got " + name));
  }

  static Class<?> raw(Type type) {
    return type instanceof ParameterizedType generic
        ? (Class<?>) generic.getRawType()
        : (Class<?>) type;
  }

  static Type argument(Type type) {
    return ((ParameterizedType) type).getActualTypeArguments()[0];
  }
}
