package dev.luminar.model.text;

import dev.luminar.model.expr.IntrinsicFunction;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The mathematical functions by their spelling. */
final class Intrinsics {
  private static final Map<String, IntrinsicFunction> BY_SYMBOL =
      Arrays.stream(IntrinsicFunction.values())
          .collect(Collectors.toUnmodifiableMap(IntrinsicFunction::symbol, Function.identity()));

  private Intrinsics() {}

  static Optional<IntrinsicFunction> find(String word) {
    return Optional.ofNullable(BY_SYMBOL.get(word));
  }
}
