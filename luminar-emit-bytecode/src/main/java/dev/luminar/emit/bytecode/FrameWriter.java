package dev.luminar.emit.bytecode;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.plan.Routine;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.commons.CodeSizeEvaluator;

/** Prints the frame class of a STEP routine. */
final class FrameWriter {
  private final Routine routine;

  FrameWriter(ProgramLayout layout, Routine routine) {
    this.routine = routine;
  }

  CodeSizeEvaluator write(ClassVisitor out, int version) {
    throw new DiagnosticException(
        Diagnostic.error(
            DiagnosticCode.NOT_ON_THE_JVM, routine.span(), "tasks are not on the JVM target yet"));
  }
}
