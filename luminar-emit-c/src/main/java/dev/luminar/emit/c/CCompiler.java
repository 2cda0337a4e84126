package dev.luminar.emit.c;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.diag.Span;
import dev.luminar.nativeruntime.CompilerException;
import dev.luminar.nativeruntime.CompilerOfC;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** The C compiler of this machine, whose failures are diagnostics. */
final class CCompiler {
  private final CompilerOfC compiler;

  private CCompiler(CompilerOfC compiler) {
    this.compiler = compiler;
  }

  /**
   * Finds the compiler.
   *
   * @throws DiagnosticException LUM5001 if there is none
   */
  static CCompiler find(NativeOptions options) {
    return diagnosed(() ->
        new CCompiler(
            options.compiler().isEmpty()
                ? CompilerOfC.find()
                : CompilerOfC.of(options.compiler().castToList())));
  }

  /**
   * Runs the compiler in {@code folder}.
   *
   * @throws DiagnosticException LUM5002 with the compiler's output if it fails, LUM5001 if it
   *     cannot be run
   */
  void run(Path folder, List<String> arguments) {
    diagnosed(() -> compiler.run(folder, arguments));
  }

  private static <T> T diagnosed(Supplier<T> action) {
    try {
      return action.get();
    } catch (CompilerException e) {
      boolean isMissing = e.code().equals(DiagnosticCode.NO_C_COMPILER.id());
      String[] lines = e.getMessage().substring(e.code().length() + 2).split("\n");
      Diagnostic diagnostic =
          Diagnostic.error(
              isMissing ? DiagnosticCode.NO_C_COMPILER : DiagnosticCode.C_COMPILER_FAILED,
              Span.NONE,
              lines[0]);
      for (int k = 1; k < lines.length && !lines[k].startsWith("help: "); k++) {
        diagnostic = diagnostic.withNote(lines[k]);
      }
      throw new DiagnosticException(
          e.help().isEmpty() ? diagnostic : diagnostic.withHelp(e.help()));
    }
  }
}
