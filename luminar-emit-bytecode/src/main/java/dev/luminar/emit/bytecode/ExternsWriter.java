package dev.luminar.emit.bytecode;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.plan.ExternPlan;
import dev.luminar.plan.PlanType;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Prints the interface that the host implements: one method per extern; a buffer is an array, an
 * offset and a length.
 */
final class ExternsWriter {
  private final ProgramLayout layout;

  ExternsWriter(ProgramLayout layout) {
    this.layout = layout;
  }

  byte[] write(int version) {
    ClassWriter out = new ClassWriter(0);
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT;
    out.visit(
        version, access, layout.externsType().getInternalName(), null, "java/lang/Object", null);
    for (ExternPlan extern : layout.plan().externs()) {
      extern.params().each(p -> check(extern, p.type()));
      String[] exceptions = extern.fails() ? new String[] {"java/lang/Exception"} : null;
      out.visitMethod(
              Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT,
              layout.externName(extern.id()),
              layout.externDescriptor(extern.id()),
              null,
              exceptions)
          .visitEnd();
    }
    out.visitEnd();
    return out.toByteArray();
  }

  private static void check(ExternPlan extern, PlanType type) {
    switch (type) {
      case PlanType.Scalar s -> {}
      case PlanType.Struct s -> {}
      case PlanType.Buffer b -> {}
      case PlanType.Text t -> {}
      default ->
          throw new DiagnosticException(
              Diagnostic.error(
                  DiagnosticCode.NOT_ON_THE_JVM,
                  extern.span(),
                  "the extern "
                      + extern.name()
                      + " takes a reference, which externs on the JVM cannot yet"));
    }
  }
}
