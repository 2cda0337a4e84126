package dev.luminar.dsl.usage;

import static dev.luminar.dsl.Dsl.program;
import static dev.luminar.dsl.Dsl.takes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.dsl.FunctionBlock;
import dev.luminar.dsl.Nothing;
import dev.luminar.dsl.ProgramBlock;
import dev.luminar.model.Program;
import dev.luminar.model.text.Parser;
import java.util.function.Consumer;

/** Builds small programs and gives their text, which must read back as the same program. */
final class Built {
  private Built() {}

  /** Returns the text of a program without its first line. */
  static String programText(Consumer<ProgramBlock> body) {
    Program program = program("test", body::accept);
    String text = program.toString();
    assertThat(Parser.parse("test", text).orThrow()).isEqualTo(program);
    return text.substring(text.indexOf('\n') + 2);
  }

  /** Returns the text of the statements of one function. */
  static String statements(Consumer<FunctionBlock<Nothing>> body) {
    return inner(programText(p -> p.export("f", takes(), body::accept)));
  }

  /** Returns what is between the first and the last brace, less one level of indentation. */
  static String inner(String text) {
    return text.substring(text.indexOf("{\n") + 2, text.lastIndexOf("}"))
        .lines()
        .map(line -> line.substring(Math.min(2, line.length())) + "\n")
        .reduce("", String::concat);
  }
}
