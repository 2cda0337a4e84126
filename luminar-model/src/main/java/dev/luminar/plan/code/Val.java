package dev.luminar.plan.code;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.IntrinsicFunction;
import dev.luminar.model.expr.UnaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A value: pure, total, free of effects.
 *
 * <p>Whatever the operators would need to be total was checked by statements before: divisors are
 * not zero, indices are in range. Integer arithmetic wraps, shift counts are masked, {@code MIN /
 * -1} is {@code MIN}, floats are strict IEEE and never contracted, float to integer saturates and
 * sends NaN to 0.
 */
public sealed interface Val {

  /** The type of the value; a storage-only scalar never appears. */
  PlanType type();

  /**
   * A constant.
   *
   * @param bits the value: integers as themselves, booleans as 0 and 1, floats as raw bits ({@code
   *     f32} in the low 32)
   */
  record Const(ScalarType kind, long bits) implements Val {
    /** Checks the components. */
    public Const {
      requireNonNull(kind, "kind");
    }

    @Override
    public PlanType type() {
      return new PlanType.Scalar(kind);
    }
  }

  /** A constant string, only as an argument of an extern. */
  record Text(String text) implements Val {
    /** Checks the components. */
    public Text {
      requireNonNull(text, "text");
    }

    @Override
    public PlanType type() {
      return new PlanType.Text();
    }
  }

  /** The value of a local. A {@link PlanType.Cell} is not read this way. */
  record Read(Local local) implements Val {
    /** Checks the components. */
    public Read {
      requireNonNull(local, "local");
    }

    @Override
    public PlanType type() {
      return local.type();
    }
  }

  /** A reference to a cell, to be captured or passed on. {@code cell} is a Cell or a CellRef. */
  record RefTo(Local cell) implements Val {
    /** Checks the components. */
    public RefTo {
      requireNonNull(cell, "cell");
    }

    @Override
    public PlanType type() {
      return switch (cell.type()) {
        case PlanType.Cell c -> new PlanType.CellRef(c.kind());
        case PlanType.CellRef r -> r;
        default -> throw new IllegalArgumentException("not a cell: " + cell);
      };
    }
  }

  /** One operand. {@code kind} is the type of the operand and of the result. */
  record Unary(UnaryOperator op, ScalarType kind, Val operand) implements Val {
    /** Checks the components. */
    public Unary {
      requireNonNull(op, "op");
      requireNonNull(kind, "kind");
      requireNonNull(operand, "operand");
    }

    @Override
    public PlanType type() {
      return new PlanType.Scalar(kind);
    }
  }

  /**
   * Two operands of the type {@code kind}; comparisons give {@code bool}. {@code and} and {@code
   * or} on booleans may be evaluated either way, since operands have no effects.
   */
  record Binary(BinaryOperator op, ScalarType kind, Val left, Val right) implements Val {
    /** Checks the components. */
    public Binary {
      requireNonNull(op, "op");
      requireNonNull(kind, "kind");
      requireNonNull(left, "left");
      requireNonNull(right, "right");
    }

    @Override
    public PlanType type() {
      return op.isComparison() ? PlanType.BOOL : new PlanType.Scalar(kind);
    }
  }

  /** Whether {@code index} (i64) is below zero or at least {@code length} (i64). */
  record OutOfRange(Val index, Val length) implements Val {
    /** Checks the components. */
    public OutOfRange {
      requireNonNull(index, "index");
      requireNonNull(length, "length");
    }

    @Override
    public PlanType type() {
      return PlanType.BOOL;
    }
  }

  /**
   * The number of values of a range, as {@code i64}; -1 when there are more than 2^63-1. The
   * operands are i64, the step is not zero; below zero it counts down.
   */
  record Trips(Val from, Val to, Val step, boolean inclusive) implements Val {
    /** Checks the components. */
    public Trips {
      requireNonNull(from, "from");
      requireNonNull(to, "to");
      requireNonNull(step, "step");
    }

    @Override
    public PlanType type() {
      return PlanType.I64;
    }
  }

  /** A mathematical function; {@code kind} is the type of its operands and its result. */
  record Math(IntrinsicFunction function, ScalarType kind, ImmutableList<Val> args) implements Val {
    /** Checks the components. */
    public Math {
      requireNonNull(function, "function");
      requireNonNull(kind, "kind");
      requireNonNull(args, "args");
    }

    @Override
    public PlanType type() {
      return new PlanType.Scalar(kind);
    }
  }

  /** {@code whenTrue} if {@code condition}, else {@code whenFalse}. */
  record Choose(Val condition, Val whenTrue, Val whenFalse) implements Val {
    /** Checks the components. */
    public Choose {
      requireNonNull(condition, "condition");
      requireNonNull(whenTrue, "whenTrue");
      requireNonNull(whenFalse, "whenFalse");
    }

    @Override
    public PlanType type() {
      return whenTrue.type();
    }
  }

  /** A conversion between the five value scalars; {@code bool} only from and to itself and ints. */
  record Convert(ScalarType from, ScalarType to, Val operand) implements Val {
    /** Checks the components. */
    public Convert {
      requireNonNull(from, "from");
      requireNonNull(to, "to");
      requireNonNull(operand, "operand");
    }

    @Override
    public PlanType type() {
      return new PlanType.Scalar(to);
    }
  }

  /** An element of a plain buffer, widened to a value scalar; the index was checked. */
  record Load(Val buffer, Val index) implements Val {
    /** Checks the components. */
    public Load {
      requireNonNull(buffer, "buffer");
      requireNonNull(index, "index");
    }

    @Override
    public PlanType type() {
      return valueType(((PlanType.Buffer) buffer.type()).element());
    }
  }

  /** The number of elements of a buffer, as {@code i64}. */
  record Length(Val buffer) implements Val {
    /** Checks the components. */
    public Length {
      requireNonNull(buffer, "buffer");
    }

    @Override
    public PlanType type() {
      return PlanType.I64;
    }
  }

  /** {@code length} elements of {@code buffer} from {@code start} on; both were checked. */
  record Slice(Val buffer, Val start, Val length) implements Val {
    /** Checks the components. */
    public Slice {
      requireNonNull(buffer, "buffer");
      requireNonNull(start, "start");
      requireNonNull(length, "length");
    }

    @Override
    public PlanType type() {
      return buffer.type();
    }
  }

  /**
   * A field of a struct value, widened to a value scalar.
   *
   * @param field position in the layout
   * @param kind the field's type as declared
   */
  record Field(Val struct, int field, ScalarType kind) implements Val {
    /** Checks the components. */
    public Field {
      requireNonNull(struct, "struct");
      requireNonNull(kind, "kind");
    }

    @Override
    public PlanType type() {
      return valueType(new PlanType.Scalar(kind));
    }
  }

  /** A struct value; field values are given as value scalars and truncated to storage. */
  record MakeStruct(int struct, ImmutableList<Val> fields) implements Val {
    /** Checks the components. */
    public MakeStruct {
      requireNonNull(fields, "fields");
    }

    @Override
    public PlanType type() {
      return new PlanType.Struct(struct);
    }
  }

  /** The result of a pure routine that neither fails nor uses the context. */
  record Call(int routine, ImmutableList<Val> args, PlanType type) implements Val {
    /** Checks the components. */
    public Call {
      requireNonNull(args, "args");
      requireNonNull(type, "type");
    }
  }

  /** A channel of an array of channels; the index was checked. */
  record ChannelAt(Val channels, Val index) implements Val {
    /** Checks the components. */
    public ChannelAt {
      requireNonNull(channels, "channels");
      requireNonNull(index, "index");
    }

    @Override
    public PlanType type() {
      return new PlanType.Channel(((PlanType.Channels) channels.type()).element());
    }
  }

  /** The number of elements of an array of channels or of tasks, as {@code i64}. */
  record ChannelCount(Val channels) implements Val {
    /** Checks the components. */
    public ChannelCount {
      requireNonNull(channels, "channels");
    }

    @Override
    public PlanType type() {
      return PlanType.I64;
    }
  }

  /** Whether the error that {@code error} holds has a type; a local of type {@code Error}. */
  record ErrorIs(Local error, String errorType) implements Val {
    /** Checks the components. */
    public ErrorIs {
      requireNonNull(error, "error");
      requireNonNull(errorType, "errorType");
    }

    @Override
    public PlanType type() {
      return PlanType.BOOL;
    }
  }

  /** The code of the error that {@code error} holds, as {@code i64}. */
  record ErrorCode(Local error) implements Val {
    /** Checks the components. */
    public ErrorCode {
      requireNonNull(error, "error");
    }

    @Override
    public PlanType type() {
      return PlanType.I64;
    }
  }

  /** The type of a loaded element or field: storage-only scalars widen to {@code i32}. */
  static PlanType valueType(PlanType stored) {
    requireNonNull(stored, "stored");
    if (stored instanceof PlanType.Scalar s) {
      return switch (s.kind()) {
        case I8, U8, I16, U16 -> PlanType.I32;
        default -> stored;
      };
    }
    return stored;
  }

  /** An {@code i64} constant. */
  static Val i64(long value) {
    return new Const(ScalarType.I64, value);
  }

  /** A {@code bool} constant. */
  static Val bool(boolean value) {
    return new Const(ScalarType.BOOL, value ? 1 : 0);
  }

  /** The value of {@code local}. */
  static Val read(Local local) {
    requireNonNull(local, "local");
    return new Read(local);
  }
}
