package dev.luminar.emit.bytecode;

import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.StructLayout;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/**
 * Prints a struct as a record, with two methods more that read it from bytes and write it to them.
 */
final class StructWriter {
  private static final Handle OBJECT_METHODS =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "java/lang/runtime/ObjectMethods",
          "bootstrap",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/TypeDescriptor;"
              + "Ljava/lang/Class;Ljava/lang/String;[Ljava/lang/invoke/MethodHandle;)Ljava/lang/Object;",
          false);

  private final ProgramLayout layout;
  private final StructLayout struct;
  private final Type type;
  private final String[] names;

  StructWriter(ProgramLayout layout, int struct) {
    this.layout = layout;
    this.struct = layout.plan().structs().get(struct);
    this.type = layout.structType(struct);
    this.names = fieldNames(this.struct);
  }

  /** Returns the names of the components. */
  static String[] fieldNames(StructLayout struct) {
    JvmNames names = new JvmNames();
    // Methods that every object or record has, which a component may not redefine.
    for (String taken :
        new String[] {
          "clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait"
        }) {
      names.reserve(taken);
    }
    String[] result = new String[struct.fields().size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = names.unique(struct.fields().get(i).name());
    }
    return result;
  }

  static String constructor(StructLayout struct) {
    StringBuilder out = new StringBuilder("(");
    struct.fields().each(field -> out.append(JvmTypes.field(field.type().kind()).getDescriptor()));
    return out.append(")V").toString();
  }

  void write(ClassVisitor out, int version) {
    out.visit(
        version,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_RECORD,
        type.getInternalName(),
        null,
        "java/lang/Record",
        null);
    for (int i = 0; i < names.length; i++) {
      String descriptor = descriptor(i);
      out.visitRecordComponent(names[i], descriptor, null).visitEnd();
      out.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, names[i], descriptor, null, null)
          .visitEnd();
    }
    constructor(out);
    for (int i = 0; i < names.length; i++) {
      accessor(out, i);
    }
    objectMethod(out, "toString", "()Ljava/lang/String;");
    objectMethod(out, "hashCode", "()I");
    objectMethod(out, "equals", "(Ljava/lang/Object;)Z");
    load(out);
    store(out);
    out.visitEnd();
  }

  private String descriptor(int field) {
    return JvmTypes.field(struct.fields().get(field).type().kind()).getDescriptor();
  }

  private InstructionAdapter method(ClassVisitor out, int access, String name, String descriptor) {
    var visitor = out.visitMethod(access, name, descriptor, null, null);
    if (name.equals("<init>")) {
      for (String parameter : names) {
        visitor.visitParameter(parameter, Opcodes.ACC_MANDATED);
      }
    }
    visitor.visitCode();
    return new InstructionAdapter(visitor);
  }

  private static void end(InstructionAdapter code) {
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void constructor(ClassVisitor out) {
    InstructionAdapter code = method(out, Opcodes.ACC_PUBLIC, "<init>", constructor(struct));
    code.load(0, JvmTypes.OBJECT);
    code.invokespecial("java/lang/Record", "<init>", "()V", false);
    int slot = 1;
    for (int i = 0; i < names.length; i++) {
      Type field = Type.getType(descriptor(i));
      code.load(0, JvmTypes.OBJECT);
      code.load(slot, field);
      code.putfield(type.getInternalName(), names[i], descriptor(i));
      slot += field.getSize();
    }
    code.areturn(Type.VOID_TYPE);
    end(code);
  }

  private void accessor(ClassVisitor out, int field) {
    InstructionAdapter code =
        method(out, Opcodes.ACC_PUBLIC, names[field], "()" + descriptor(field));
    code.load(0, JvmTypes.OBJECT);
    code.getfield(type.getInternalName(), names[field], descriptor(field));
    code.areturn(Type.getType(descriptor(field)));
    end(code);
  }

  private void objectMethod(ClassVisitor out, String name, String descriptor) {
    InstructionAdapter code = method(out, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL, name, descriptor);
    Object[] arguments = new Object[2 + names.length];
    arguments[0] = type;
    arguments[1] = String.join(";", names);
    for (int i = 0; i < names.length; i++) {
      arguments[2 + i] =
          new Handle(Opcodes.H_GETFIELD, type.getInternalName(), names[i], descriptor(i), false);
    }
    code.load(0, JvmTypes.OBJECT);
    boolean isEquals = name.equals("equals");
    if (isEquals) {
      code.load(1, JvmTypes.OBJECT);
    }
    code.invokedynamic(
        name, "(" + type.getDescriptor() + descriptor.substring(1), OBJECT_METHODS, arguments);
    code.areturn(Type.getReturnType(descriptor));
    end(code);
  }

  private void load(ClassVisitor out) {
    InstructionAdapter code =
        method(out, Opcodes.ACC_STATIC, "load$", "([BI)" + type.getDescriptor());
    code.anew(type);
    code.dup();
    for (StructLayout.Field field : struct.fields()) {
      code.load(0, JvmTypes.OBJECT);
      code.load(1, Type.INT_TYPE);
      readField(layout, code, field);
    }
    code.invokespecial(type.getInternalName(), "<init>", constructor(struct), false);
    code.areturn(type);
    end(code);
  }

  private void store(ClassVisitor out) {
    InstructionAdapter code =
        method(out, Opcodes.ACC_STATIC, "store$", "([BI" + type.getDescriptor() + ")V");
    for (int i = 0; i < names.length; i++) {
      StructLayout.Field field = struct.fields().get(i);
      code.load(0, JvmTypes.OBJECT);
      code.load(1, Type.INT_TYPE);
      add(code, field.offset());
      code.load(2, JvmTypes.OBJECT);
      code.invokevirtual(type.getInternalName(), names[i], "()" + descriptor(i), false);
      if (field.type().kind().bytes() == 1) {
        code.astore(Type.BYTE_TYPE);
      } else {
        String value = JvmTypes.field(field.type().kind()).getDescriptor();
        code.invokestatic(
            layout.support("Bytes").getInternalName(),
            "put" + access(field.type().kind()),
            "([BI" + value + ")V",
            false);
      }
    }
    code.areturn(Type.VOID_TYPE);
    end(code);
  }

  /** Replaces an array and the index of a struct in it by the value of a field, not widened. */
  static void readField(ProgramLayout layout, InstructionAdapter code, StructLayout.Field field) {
    add(code, field.offset());
    ScalarType kind = field.type().kind();
    if (kind.bytes() == 1) {
      code.aload(Type.BYTE_TYPE);
      return;
    }
    String value = JvmTypes.field(kind).getDescriptor();
    code.invokestatic(
        layout.support("Bytes").getInternalName(), "get" + access(kind), "([BI)" + value, false);
  }

  private static void add(InstructionAdapter code, int offset) {
    if (offset != 0) {
      code.iconst(offset);
      code.add(Type.INT_TYPE);
    }
  }

  private static String access(ScalarType kind) {
    return switch (kind) {
      case I16, U16 -> "I16";
      default -> kind.name();
    };
  }
}
