package dev.luminar.emit.bytecode;

import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.PlanType;
import org.objectweb.asm.Type;

/**
 * How plan types look on the JVM. A value is one JVM value or, for a buffer, three: array, offset,
 * length. The offset counts elements of the array (bytes, for a buffer of structs), the length
 * elements of the buffer.
 */
final class JvmTypes {
  static final Type OBJECT = Type.getObjectType("java/lang/Object");
  static final Type CHANNEL = Type.getObjectType("dev/luminar/runtime/hook/Chan");
  static final Type CHANNELS = Type.getType("[Ldev/luminar/runtime/hook/Chan;");
  static final Type SELECTION = Type.getObjectType("dev/luminar/runtime/hook/Selection");
  static final Type GROUP = Type.getObjectType("dev/luminar/runtime/hook/Group");
  static final Type STRING = Type.getObjectType("java/lang/String");

  private final ProgramLayout layout;

  JvmTypes(ProgramLayout layout) {
    this.layout = layout;
  }

  /** Returns the JVM values that a value consists of: none, one, or three. */
  Type[] parts(PlanType type) {
    return switch (type) {
      case PlanType.Nothing n -> new Type[0];
      case PlanType.Buffer b -> new Type[] {array(b), Type.INT_TYPE, Type.INT_TYPE};
      default -> new Type[] {single(type)};
    };
  }

  /** Returns the JVM type of a value that is no buffer. */
  Type single(PlanType type) {
    return switch (type) {
      case PlanType.Scalar s -> scalar(s.kind());
      case PlanType.Struct s -> layout.structType(s.struct());
      case PlanType.Cell c -> cell(c.kind());
      case PlanType.CellRef c -> cell(c.kind());
      case PlanType.Channel c -> CHANNEL;
      case PlanType.Channels c -> CHANNELS;
      case PlanType.Task t -> layout.support("Task");
      case PlanType.Tasks t -> Type.getType("[" + layout.support("Task").getDescriptor());
      case PlanType.Group g -> GROUP;
      case PlanType.Error e -> layout.support("Raised");
      case PlanType.Team t -> layout.support("Team");
      case PlanType.Text t -> STRING;
      case PlanType.Io i -> OBJECT;
      case PlanType.Nothing n -> Type.VOID_TYPE;
      case PlanType.Buffer b -> throw new IllegalArgumentException("a buffer is three values");
    };
  }

  /** Returns the JVM type of a scalar as a value; storage types are widened. */
  static Type scalar(ScalarType kind) {
    return switch (kind) {
      case BOOL, I8, U8, I16, U16, I32 -> Type.INT_TYPE;
      case I64 -> Type.LONG_TYPE;
      case F32 -> Type.FLOAT_TYPE;
      case F64 -> Type.DOUBLE_TYPE;
    };
  }

  /** Returns the JVM type of a scalar in a descriptor: bool is a boolean there. */
  static Type field(ScalarType kind) {
    return switch (kind) {
      case BOOL -> Type.BOOLEAN_TYPE;
      case I8, U8 -> Type.BYTE_TYPE;
      case I16, U16 -> Type.SHORT_TYPE;
      default -> scalar(kind);
    };
  }

  /** Returns the array that holds an atomic cell; an atomic bool is an int. */
  static Type cell(ScalarType kind) {
    return Type.getType("[" + scalar(kind).getDescriptor());
  }

  /** Returns the array behind a buffer. */
  static Type array(PlanType.Buffer buffer) {
    return switch (buffer.element()) {
      case PlanType.Scalar s when s.kind() == ScalarType.BOOL && !buffer.atomic() ->
          Type.getType("[B");
      case PlanType.Scalar s ->
          Type.getType(
              "[" + (buffer.atomic() ? scalar(s.kind()) : field(s.kind())).getDescriptor());
      default -> Type.getType("[B");
    };
  }

  /** Returns how many array elements one buffer element takes: bytes of a struct, else 1. */
  int stride(PlanType.Buffer buffer) {
    return buffer.element() instanceof PlanType.Struct s
        ? layout.plan().structs().get(s.struct()).size()
        : 1;
  }
}
