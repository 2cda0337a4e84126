package dev.luminar.emit.bytecode;

import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import dev.luminar.plan.code.Walk;

/** How long code is, for deciding whether to print it more than once. */
final class CodeSize {
  /** The most statements and values of code that is printed up to eight times. */
  static final int REPEATED_MAX = 40;

  private CodeSize() {}

  /** The number of statements and values. */
  static int of(Code code) {
    int[] size = {0};
    count(code, size);
    return size[0];
  }

  private static void count(Code code, int[] size) {
    size[0]++;
    Walk.values(code, value -> count(value, size));
    Walk.children(code, child -> count(child, size));
  }

  private static void count(Val value, int[] size) {
    size[0]++;
    Walk.parts(value, part -> count(part, size));
  }
}
