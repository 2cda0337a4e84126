package dev.luminar.emit.bytecode;

import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.UnaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import dev.luminar.plan.StructLayout;
import dev.luminar.plan.code.Val;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/** Prints values: each pushes one JVM value, a buffer three. */
final class Values {
  private static final int STRING_BYTES_MAX = 65_000;

  private final ProgramLayout layout;
  private final InstructionAdapter code;
  private final Places places;
  private final Conditions conditions;
  private final Functions functions;

  /** Buffers that begin where their arrays begin. */
  private final Set<Local> wholes;

  private final Indices indices;

  Values(ProgramLayout layout, InstructionAdapter code, Places places, Set<Local> wholes) {
    this.wholes = wholes;
    this.layout = layout;
    this.code = code;
    this.places = places;
    this.conditions = new Conditions(this, code);
    this.functions = new Functions(layout, this, code);
    this.indices = new Indices(this, code, places);
  }

  Conditions conditions() {
    return conditions;
  }

  Indices indices() {
    return indices;
  }

  private boolean isWhole(Val buffer) {
    return buffer instanceof Val.Read r && wholes.contains(r.local());
  }

  /** Pushes all parts of a value. */
  void push(Val value) {
    switch (value) {
      case Val v when Places.isBuffer(v.type()) -> {
        array(v);
        offset(v);
        length(v);
      }
      case Val.Const c -> constant(c.kind(), c.bits());
      case Val.Text t -> text(t.text());
      case Val.Read r -> indices.read(r.local());
      case Val.RefTo r -> places.load(r.cell(), 0);
      case Val.Unary u when u.op() != UnaryOperator.NOT -> unary(u);
      case Val.Binary b when !isCondition(b) -> binary(b);
      case Val.Trips t -> {
        push(t.from());
        push(t.to());
        push(t.step());
        code.iconst(t.inclusive() ? 1 : 0);
        code.invokestatic(layout.support("Numbers").getInternalName(), "trips", "(JJJZ)J", false);
      }
      case Val.Math m -> functions.push(m);
      case Val.Choose c ->
          choose(c.condition(), () -> push(c.whenTrue()), () -> push(c.whenFalse()));
      case Val.Convert c -> functions.convert(c);
      case Val.Load l -> load(l);
      case Val.ErrorIs e -> {
        places.load(e.error(), 0);
        text(e.errorType());
        code.invokevirtual(
            layout.support("Raised").getInternalName(), "is", "(Ljava/lang/String;)Z", false);
      }
      case Val.ErrorCode e -> {
        places.load(e.error(), 0);
        code.getfield(layout.support("Raised").getInternalName(), "code", "J");
      }
      case Val.Length l -> {
        length(l.buffer());
        code.cast(Type.INT_TYPE, Type.LONG_TYPE);
      }
      case Val.Field f -> field(f);
      case Val.MakeStruct m -> makeStruct(m);
      case Val.Call c -> call(c.routine(), c.args());
      case Val.ChannelAt c -> {
        push(c.channels());
        index(c.index());
        code.aload(JvmTypes.CHANNEL);
      }
      case Val.ChannelCount c -> {
        push(c.channels());
        code.arraylength();
        code.cast(Type.INT_TYPE, Type.LONG_TYPE);
      }
      default -> {
        Label isTrue = new Label();
        Label end = new Label();
        conditions.jump(value, true, isTrue);
        code.iconst(0);
        code.goTo(end);
        code.mark(isTrue);
        code.iconst(1);
        code.mark(end);
      }
    }
  }

  private static boolean isCondition(Val.Binary binary) {
    return binary.op().isComparison() || binary.op().isShortCircuit();
  }

  void call(int routine, Iterable<Val> args) {
    args.forEach(this::push);
    Routine callee = layout.plan().routines().get(routine);
    code.invokestatic(
        layout.owner(routine), layout.method(routine), layout.descriptor(callee), false);
  }

  void constant(ScalarType kind, long bits) {
    switch (kind) {
      case I64 -> code.lconst(bits);
      case F32 -> code.fconst(Float.intBitsToFloat((int) bits));
      case F64 -> code.dconst(Double.longBitsToDouble(bits));
      default -> code.iconst((int) bits);
    }
  }

  /** A constant string holds 65,535 bytes at most; a longer one is put together. */
  void text(String text) {
    int bytes = 0;
    int start = 0;
    boolean isFirst = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c >= 1 && c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      if (bytes > STRING_BYTES_MAX) {
        piece(text.substring(start, i), isFirst);
        isFirst = false;
        start = i;
        bytes = 3;
      }
    }
    piece(text.substring(start), isFirst);
  }

  private void piece(String piece, boolean isFirst) {
    code.aconst(piece);
    if (!isFirst) {
      code.invokevirtual(
          "java/lang/String", "concat", "(Ljava/lang/String;)Ljava/lang/String;", false);
    }
  }

  private void choose(Val condition, Runnable whenTrue, Runnable whenFalse) {
    Label otherwise = new Label();
    Label end = new Label();
    conditions.jump(condition, false, otherwise);
    whenTrue.run();
    code.goTo(end);
    code.mark(otherwise);
    whenFalse.run();
    code.mark(end);
  }

  private void unary(Val.Unary unary) {
    push(unary.operand());
    if (unary.op() == UnaryOperator.NEG) {
      code.neg(JvmTypes.scalar(unary.kind()));
    } else if (unary.kind() == ScalarType.I64) {
      code.lconst(-1);
      code.xor(Type.LONG_TYPE);
    } else {
      code.iconst(-1);
      code.xor(Type.INT_TYPE);
    }
  }

  private void binary(Val.Binary binary) {
    Type type = JvmTypes.scalar(binary.kind());
    push(binary.left());
    if (binary.op().isShift()) {
      int32(binary.right());
    } else {
      push(binary.right());
    }
    operate(binary.op(), type);
  }

  void operate(BinaryOperator op, Type type) {
    switch (op) {
      case ADD -> code.add(type);
      case SUB -> code.sub(type);
      case MUL -> code.mul(type);
      case DIV -> code.div(type);
      case REM -> code.rem(type);
      case AND -> code.and(type);
      case OR -> code.or(type);
      case XOR -> code.xor(type);
      case SHL -> code.shl(type);
      case SHR -> code.shr(type);
      case USHR -> code.ushr(type);
      default -> throw new IllegalArgumentException(op.toString());
    }
  }

  /** Pushes an index or a length that was checked: its low 32 bits. */
  void index(Val value) {
    indices.low(value);
  }

  /** Pushes the low 32 bits of an integer. */
  void int32(Val value) {
    indices.low(value);
  }

  /** Pushes the array behind a buffer. */
  void array(Val buffer) {
    switch (buffer) {
      case Val.Read r -> places.load(r.local(), 0);
      case Val.Slice s -> array(s.buffer());
      case Val.Choose c ->
          choose(c.condition(), () -> array(c.whenTrue()), () -> array(c.whenFalse()));
      default -> throw new IllegalArgumentException("not a buffer: " + buffer);
    }
  }

  /** Pushes where a buffer starts in its array. */
  void offset(Val buffer) {
    switch (buffer) {
      case Val.Read r when isWhole(r) -> code.iconst(0);
      case Val.Read r -> places.load(r.local(), 1);
      case Val.Slice s -> position(s.buffer(), s.start());
      case Val.Choose c ->
          choose(c.condition(), () -> offset(c.whenTrue()), () -> offset(c.whenFalse()));
      default -> throw new IllegalArgumentException("not a buffer: " + buffer);
    }
  }

  /** Pushes the length of a buffer, as an int. */
  void length(Val buffer) {
    switch (buffer) {
      case Val.Read r -> places.load(r.local(), 2);
      case Val.Slice s -> index(s.length());
      case Val.Choose c ->
          choose(c.condition(), () -> length(c.whenTrue()), () -> length(c.whenFalse()));
      default -> throw new IllegalArgumentException("not a buffer: " + buffer);
    }
  }

  private void stride(PlanType.Buffer buffer) {
    int stride = layout.types().stride(buffer);
    if (stride != 1) {
      code.iconst(stride);
      code.mul(Type.INT_TYPE);
    }
  }

  /** Pushes the array of a buffer and the index of an element in it. */
  void element(Val buffer, Val index) {
    array(buffer);
    position(buffer, index);
  }

  /** Pushes where an element of a buffer is in its array. */
  private void position(Val buffer, Val index) {
    if (!isWhole(buffer)) {
      offset(buffer);
    }
    index(index);
    stride((PlanType.Buffer) buffer.type());
    if (!isWhole(buffer)) {
      code.add(Type.INT_TYPE);
    }
  }

  private void load(Val.Load load) {
    PlanType.Buffer buffer = (PlanType.Buffer) load.buffer().type();
    element(load.buffer(), load.index());
    if (buffer.element() instanceof PlanType.Struct struct) {
      Type type = layout.structType(struct.struct());
      code.invokestatic(type.getInternalName(), "load$", "([BI)" + type.getDescriptor(), false);
      return;
    }
    ScalarType kind = ((PlanType.Scalar) buffer.element()).kind();
    code.aload(elementType(buffer));
    widen(kind);
  }

  static Type elementType(PlanType.Buffer buffer) {
    return JvmTypes.array(buffer).getElementType();
  }

  /** A signed byte or short came from memory; unsigned ones lose their sign here. */
  void widen(ScalarType kind) {
    if (kind == ScalarType.U8 || kind == ScalarType.U16) {
      code.iconst(kind == ScalarType.U8 ? 0xFF : 0xFFFF);
      code.and(Type.INT_TYPE);
    }
  }

  private void field(Val.Field field) {
    int struct = ((PlanType.Struct) field.struct().type()).struct();
    StructLayout layoutOf = layout.plan().structs().get(struct);
    if (field.struct() instanceof Val.Load load) {
      // One field of an element: read it where it is.
      element(load.buffer(), load.index());
      StructWriter.readField(layout, code, layoutOf.fields().get(field.field()));
    } else {
      push(field.struct());
      Type type = layout.structType(struct);
      String name = StructWriter.fieldNames(layoutOf)[field.field()];
      code.invokevirtual(
          type.getInternalName(), name, "()" + JvmTypes.field(field.kind()).getDescriptor(), false);
    }
    widen(field.kind());
  }

  private void makeStruct(Val.MakeStruct make) {
    Type type = layout.structType(make.struct());
    StructLayout struct = layout.plan().structs().get(make.struct());
    code.anew(type);
    code.dup();
    for (int i = 0; i < make.fields().size(); i++) {
      push(make.fields().get(i));
      narrow(struct.fields().get(i).type().kind());
    }
    code.invokespecial(type.getInternalName(), "<init>", StructWriter.constructor(struct), false);
  }

  /** Truncates to a storage type, for a descriptor that says byte or short. */
  void narrow(ScalarType kind) {
    switch (kind) {
      case I8, U8 -> code.visitInsn(Opcodes.I2B);
      case I16, U16 -> code.visitInsn(Opcodes.I2S);
      default -> {}
    }
  }

  void toBits(Type type) {
    toBits(code, type);
  }

  void fromBits(Type type) {
    fromBits(code, type);
  }

  /** Turns the scalar on the stack into raw bits, a long. */
  static void toBits(InstructionAdapter code, Type type) {
    switch (type.getSort()) {
      case Type.LONG -> {}
      case Type.FLOAT -> {
        code.invokestatic("java/lang/Float", "floatToRawIntBits", "(F)I", false);
        code.cast(Type.INT_TYPE, Type.LONG_TYPE);
      }
      case Type.DOUBLE ->
          code.invokestatic("java/lang/Double", "doubleToRawLongBits", "(D)J", false);
      default -> code.cast(Type.INT_TYPE, Type.LONG_TYPE);
    }
  }

  /** Turns raw bits on the stack into a scalar. */
  static void fromBits(InstructionAdapter code, Type type) {
    switch (type.getSort()) {
      case Type.LONG -> {}
      case Type.FLOAT -> {
        code.cast(Type.LONG_TYPE, Type.INT_TYPE);
        code.invokestatic("java/lang/Float", "intBitsToFloat", "(I)F", false);
      }
      case Type.DOUBLE -> code.invokestatic("java/lang/Double", "longBitsToDouble", "(J)D", false);
      default -> code.cast(Type.LONG_TYPE, Type.INT_TYPE);
    }
  }
}
