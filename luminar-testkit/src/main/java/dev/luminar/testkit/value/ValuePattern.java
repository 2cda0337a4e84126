package dev.luminar.testkit.value;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * What a value should look like. Every text that {@link ValueParser} reads is a pattern of that
 * value; besides:
 *
 * <pre>
 * _            any value
 * ~0.84147     a float at most two units in the last place away
 * 1 | 2        one of several
 * [1, 2, ...]  a buffer that begins so
 * [_, 3 of _]  patterns as elements
 * </pre>
 */
public sealed interface ValuePattern {
  /** Says whether a value of the type the pattern was read for looks like it. */
  boolean matches(Value value);

  /** Any value. */
  record Any() implements ValuePattern {
    @Override
    public boolean matches(Value value) {
      requireNonNull(value, "value");
      return true;
    }
  }

  /** One value. */
  record Exactly(Value expected) implements ValuePattern {
    /** Checks the components. */
    public Exactly {
      requireNonNull(expected, "expected");
    }

    @Override
    public boolean matches(Value value) {
      requireNonNull(value, "value");
      return expected.equals(value);
    }
  }

  /** A float that may be off by two units in the last place. */
  record Nearly(Scalar expected) implements ValuePattern {
    /** Checks the components. */
    public Nearly {
      requireNonNull(expected, "expected");
    }

    private static final int UNITS = 2;

    @Override
    public boolean matches(Value value) {
      requireNonNull(value, "value");
      Scalar found = (Scalar) value;
      return expected.equals(found)
          || (expected.type() == ScalarType.F32
              ? Math.abs(found.asFloat() - expected.asFloat())
                  <= UNITS * Math.ulp(expected.asFloat())
              : Math.abs(found.asDouble() - expected.asDouble())
                  <= UNITS * Math.ulp(expected.asDouble()));
    }
  }

  /** One of several. */
  record OneOf(List<ValuePattern> patterns) implements ValuePattern {
    /** Checks the components. */
    public OneOf {
      requireNonNull(patterns, "patterns");
    }

    @Override
    public boolean matches(Value value) {
      requireNonNull(value, "value");
      return patterns.stream().anyMatch(pattern -> pattern.matches(value));
    }
  }

  /** The elements of a buffer, each run of equal patterns once. */
  record Elements(List<Run> runs, boolean isOpen) implements ValuePattern {
    /** Checks the components. */
    public Elements {
      requireNonNull(runs, "runs");
    }

    @Override
    public boolean matches(Value value) {
      requireNonNull(value, "value");
      BufferValue buffer = (BufferValue) value;
      long at = 0;
      for (Run run : runs) {
        if (run.count() > buffer.length() - at) {
          return false;
        }
        for (long i = 0; i < run.count(); i++) {
          if (!run.pattern().matches(buffer.get(at++))) {
            return false;
          }
        }
      }
      return isOpen || at == buffer.length();
    }
  }

  /** So many elements that look alike. */
  record Run(long count, ValuePattern pattern) {
    /** Checks the components. */
    public Run {
      requireNonNull(pattern, "pattern");
    }
  }

  /**
   * Reads a pattern of values of a type.
   *
   * @throws ValueSyntaxException if there is none
   */
  static ValuePattern parse(ValueCursor cursor, Type type) {
    requireNonNull(cursor, "cursor");
    requireNonNull(type, "type");
    List<ValuePattern> patterns = new ArrayList<>();
    do {
      patterns.add(single(cursor, type));
    } while (cursor.accepts("|"));
    return patterns.size() == 1 ? patterns.get(0) : new OneOf(List.copyOf(patterns));
  }

  private static ValuePattern single(ValueCursor cursor, Type type) {
    if (cursor.acceptsWord("_")) {
      return new Any();
    }
    if (cursor.accepts("~") && type instanceof ScalarType scalar && scalar.isFloat()) {
      return new Nearly(ScalarParser.parse(cursor, scalar));
    }
    if (type instanceof BufferType buffer) {
      return elements(cursor, buffer);
    }
    return type instanceof StructType || type instanceof ScalarType
        ? new Exactly(ValueParser.parse(cursor, type))
        : new Any();
  }

  private static ValuePattern elements(ValueCursor cursor, BufferType type) {
    int mark = cursor.mark();
    try {
      return new Exactly(ValueParser.parse(cursor, type));
    } catch (ValueSyntaxException e) {
      cursor.reset(mark);
    }
    ValueParser.openBracket(cursor, type);
    List<Run> runs = new ArrayList<>();
    boolean isOpen = false;
    while (!cursor.sees("]")) {
      if (!runs.isEmpty()) {
        cursor.expect(",");
      }
      isOpen = cursor.accepts("...");
      if (isOpen || cursor.sees("]")) {
        break;
      }
      long count = ValueParser.repetition(cursor);
      runs.add(new Run(count, parse(cursor, type.element())));
    }
    cursor.expect("]");
    return new Elements(List.copyOf(runs), isOpen);
  }
}
