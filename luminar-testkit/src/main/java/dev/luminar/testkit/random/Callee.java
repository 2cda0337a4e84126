package dev.luminar.testkit.random;

import dev.luminar.model.Function;
import dev.luminar.model.type.Type;

/**
 * A function of the program that others may call.
 *
 * @param function the function
 * @param isPure whether expressions may call it
 * @param isSafe whether it never raises an error
 * @param isRecursive whether its first parameter, an i64, bounds how deep it calls itself
 * @param cost how many statements a call runs, at most
 */
record Callee(Function function, boolean isPure, boolean isSafe, boolean isRecursive, long cost) {
  String name() {
    return function.name();
  }

  boolean returns(Type type) {
    return function.result().isPresent() && function.result().get().equals(type);
  }
}
