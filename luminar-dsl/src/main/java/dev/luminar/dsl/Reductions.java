package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.dsl.AnyReduction.CombineWith;
import dev.luminar.model.BuiltinCombine;
import dev.luminar.model.UserCombine;

/** Makes reductions. */
final class Reductions {
  private Reductions() {}

  static <V extends Value<V>> Reduction<V> one(
      String name, ValueType<V> type, BuiltinCombine operator) {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    return new Reduction<>(Place.here(), name, type, (b, here) -> operator, false);
  }

  static <V extends Value<V>> Reduction<V> combine(String name, Fn2<V, V, V> function, V identity) {
    requireNonNull(name, "name");
    CombineWith combine = user(function, identity);
    return new Reduction<>(Place.here(), name, ((Value<V>) identity).type(), combine, false);
  }

  static <V extends Value<V>> ArrayReduction<V> array(
      String name, ValueType<V> type, Int<?> length, BuiltinCombine operator) {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(length, "length");
    requireNonNull(operator, "operator");
    return new ArrayReduction<>(Place.here(), name, type, length, (b, here) -> operator, false);
  }

  static <V extends Value<V>> ArrayReduction<V> combines(
      String name, Int<?> length, Fn2<V, V, V> function, V identity) {
    requireNonNull(name, "name");
    requireNonNull(length, "length");
    CombineWith combine = user(function, identity);
    return new ArrayReduction<>(
        Place.here(), name, ((Value<V>) identity).type(), length, combine, false);
  }

  private static <V extends Value<V>> CombineWith user(Fn2<V, V, V> function, V identity) {
    requireNonNull(function, "function");
    requireNonNull(identity, "identity");
    return (b, here) -> {
      Calls.check(b, function.with(identity, identity), here);
      return new UserCombine(function.name(), b.use(identity, here));
    };
  }
}
