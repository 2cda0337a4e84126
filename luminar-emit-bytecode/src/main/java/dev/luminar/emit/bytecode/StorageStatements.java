package dev.luminar.emit.bytecode;

import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/** Prints what deals with buffers and cells as storage. */
final class StorageStatements {
  private final RoutineWriter writer;
  private final Statements statements;
  private final ProgramLayout layout;
  private final InstructionAdapter code;
  private final Places places;
  private final Values values;

  StorageStatements(RoutineWriter writer, Statements statements) {
    this.writer = writer;
    this.statements = statements;
    this.layout = writer.layout;
    this.code = writer.code;
    this.places = writer.places;
    this.values = writer.values;
  }

  void store(Code.Store store) {
    PlanType.Buffer buffer = (PlanType.Buffer) store.buffer().type();
    values.element(store.buffer(), store.index());
    if (buffer.element() instanceof PlanType.Struct struct) {
      values.push(store.value());
      Type type = layout.structType(struct.struct());
      code.invokestatic(
          type.getInternalName(), "store$", "([BI" + type.getDescriptor() + ")V", false);
      return;
    }
    values.push(store.value());
    code.astore(Values.elementType(buffer)); // bastore and sastore truncate
  }

  void zero(Local local) {
    places.bring(local);
    Type[] parts = layout.types().parts(local.type());
    for (int part = 0; part < parts.length; part++) {
      places.beforeStore(local);
      Places.zero(code, parts[part]);
      places.store(local, part);
    }
  }

  /** An empty buffer is an array of no elements, so that nobody has to look for null. */
  void empty(Local buffer) {
    Type array = layout.types().parts(buffer.type())[0];
    places.bring(buffer);
    places.beforeStore(buffer);
    code.iconst(0);
    code.newarray(array.getElementType());
    places.store(buffer, 0);
    for (int part = 1; part <= 2; part++) {
      places.beforeStore(buffer);
      code.iconst(0);
      places.store(buffer, part);
    }
  }

  void newCell(Code.NewCell statement) {
    Local cell = statement.cell();
    ScalarType kind = ((PlanType.Cell) cell.type()).kind();
    Type element = JvmTypes.scalar(kind);
    places.bring(cell);
    places.beforeStore(cell);
    code.iconst(1);
    code.newarray(element);
    code.dup();
    code.iconst(0);
    values.push(statement.value());
    code.astore(element);
    places.store(cell, 0);
  }

  void newBuffer(Code.NewBuffer statement) {
    Local buffer = statement.buffer();
    PlanType.Buffer type = (PlanType.Buffer) buffer.type();
    empty(buffer);
    Places.Mark mark = places.mark();
    int length = places.temporary("length", Type.LONG_TYPE);
    values.push(statement.length());
    code.store(length, Type.LONG_TYPE);
    places.alive();
    Label isFine = new Label();
    code.load(length, Type.LONG_TYPE);
    code.lconst(0);
    code.lcmp();
    code.ifge(isFine);
    statements.raise(statement.badLength());
    statements.mark(isFine);
    int storage = allocate(type, length);
    Label isThere = new Label();
    code.load(storage, JvmTypes.OBJECT);
    code.ifnonnull(isThere);
    statements.raise(statement.noMemory());
    statements.mark(isThere);
    take(buffer, storage, length);
    places.release(mark);
  }

  /** The same where there is memory. */
  void tryBuffer(Code.TryBuffer statement) {
    Local buffer = statement.buffer();
    empty(buffer);
    Places.Mark mark = places.mark();
    int length = places.temporary("length", Type.LONG_TYPE);
    values.push(statement.length());
    code.store(length, Type.LONG_TYPE);
    places.alive();
    int storage = allocate((PlanType.Buffer) buffer.type(), length);
    Label isMissing = new Label();
    code.load(storage, JvmTypes.OBJECT);
    code.ifnull(isMissing);
    take(buffer, storage, length);
    statements.mark(isMissing);
    places.release(mark);
  }

  /** Leaves an array of a length, or null, in a new JVM local. */
  private int allocate(PlanType.Buffer type, int length) {
    int storage = places.temporary("storage", JvmTypes.OBJECT);
    element(JvmTypes.array(type).getElementType());
    code.load(length, Type.LONG_TYPE);
    code.iconst(layout.types().stride(type));
    String support = layout.support("Storage").getInternalName();
    code.invokestatic(support, "allocate", "(Ljava/lang/Class;JI)Ljava/lang/Object;", false);
    code.store(storage, JvmTypes.OBJECT);
    places.alive();
    return storage;
  }

  private void take(Local buffer, int storage, int length) {
    Type array = JvmTypes.array((PlanType.Buffer) buffer.type());
    places.beforeStore(buffer);
    code.load(storage, JvmTypes.OBJECT);
    code.checkcast(array);
    places.store(buffer, 0);
    places.beforeStore(buffer);
    code.load(length, Type.LONG_TYPE);
    code.cast(Type.LONG_TYPE, Type.INT_TYPE);
    places.store(buffer, 2);
  }

  private void element(Type element) {
    String wrapper =
        switch (element.getSort()) {
          case Type.BYTE -> "Byte";
          case Type.SHORT -> "Short";
          case Type.INT -> "Integer";
          case Type.LONG -> "Long";
          case Type.FLOAT -> "Float";
          default -> "Double";
        };
    code.getstatic("java/lang/" + wrapper, "TYPE", "Ljava/lang/Class;");
  }

  void swap(Code.SwapBuffers swap) {
    Type[] parts = layout.types().parts(swap.left().type());
    for (int part = 0; part < parts.length; part++) {
      // In frames the object lies below each value, so the values go through a temporary.
      Places.Mark mark = places.mark();
      int temporary = places.temporary("swapped", parts[part]);
      places.load(swap.left(), part);
      code.store(temporary, parts[part]);
      places.alive();
      places.beforeStore(swap.left());
      places.load(swap.right(), part);
      places.store(swap.left(), part);
      places.beforeStore(swap.right());
      code.load(temporary, parts[part]);
      places.store(swap.right(), part);
      places.release(mark);
    }
  }

  /** For a local in a frame whose new value is made of its old one. */
  void assignThroughTemporaries(Local local, Val value) {
    Places.Mark mark = places.mark();
    Type[] parts = layout.types().parts(local.type());
    int[] temporaries = new int[parts.length];
    for (int part = 0; part < parts.length; part++) {
      temporaries[part] = places.temporary("part" + part, parts[part]);
      statements.pushPart(value, part, local.type());
      code.store(temporaries[part], parts[part]);
      places.alive();
    }
    for (int part = 0; part < parts.length; part++) {
      places.beforeStore(local);
      code.load(temporaries[part], parts[part]);
      places.store(local, part);
    }
    places.release(mark);
  }

  void checkOverlap(Code.CheckOverlap check) {
    for (Val side : new Val[] {check.left(), check.right()}) {
      values.array(side);
      values.offset(side);
      values.length(side);
      int stride = layout.types().stride((PlanType.Buffer) side.type());
      if (stride != 1) {
        code.iconst(stride);
        code.mul(Type.INT_TYPE);
      }
      code.cast(Type.INT_TYPE, Type.LONG_TYPE);
    }
    code.iconst(check.inPlaceAllowed() ? 1 : 0);
    code.invokestatic(
        layout.support("Storage").getInternalName(),
        "overlaps",
        "(Ljava/lang/Object;IJLjava/lang/Object;IJZ)Z",
        false);
    Label isFine = new Label();
    code.ifeq(isFine);
    statements.raise(check.overlap());
    statements.mark(isFine);
  }
}
