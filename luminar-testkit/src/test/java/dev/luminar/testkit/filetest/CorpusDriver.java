package dev.luminar.testkit.filetest;

import dev.luminar.model.Function;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Type;
import dev.luminar.plan.ExternPlan;
import dev.luminar.testkit.value.BufferValue;
import dev.luminar.testkit.value.Scalar;
import dev.luminar.testkit.value.StructValue;
import dev.luminar.testkit.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the C host of a program, which knows it by its header only: {@code corpus_NAME} makes each
 * call of the filetest's run sections, prints how it ended, frees what the call gave, and shuts the
 * program down. {@link CorpusReplies} reads what it prints.
 */
final class CorpusDriver {
  /** What drivers share; to be compiled with the sanitizer, while drivers need not be. */
  static final String SOURCE = "corpus.c";

  private static final String HEADER = "corpus.h";

  /** Functions in C that do what those of {@link FiletestExterns} do. */
  private static final Map<String, String> EXTERNS =
      Map.ofEntries(
          Map.entry("twice", "return 2 * x;"),
          Map.entry("half", "return x / 2;"),
          Map.entry("is_odd", "return x % 2 != 0;"),
          Map.entry("fill", "for (int64_t k = 0; k < xs_length; k++) xs[k] = v;"),
          Map.entry(
              "total",
              "double sum = 0; for (int64_t k = 0; k < xs_length; k++) sum += xs[k]; return sum;"),
          Map.entry("positive", "if (x < 0) return 1; *result = x; return 0;"),
          Map.entry("mirrored", "double x = p.x; p.x = p.y; p.y = x; return p;"),
          Map.entry("text_length", "return (int64_t)strlen(s);"),
          Map.entry(
              "checksum",
              "int64_t sum = 0; while (*s != 0) sum += (unsigned char)*s++; return sum;"),
          Map.entry(
              "wait_a_little",
              "struct timespec t = {ms / 1000, ms % 1000 * 1000000}; nanosleep(&t, NULL); return"
                  + " ms;"));

  private static final Pattern STRUCT = Pattern.compile("(?m)^struct (\\w+) \\{$");

  /** Before the program's own structs, the header declares those of its errors. */
  private static final int STRUCTS_OF_ERRORS = 3;

  private static final int RUN_MIN = 4;
  private static final int LITERAL_MAX = 1_000;

  private final CorpusProgram program;
  private final StringBuilder out = new StringBuilder();

  private CorpusDriver(CorpusProgram program) {
    this.program = program;
  }

  /** Writes the files that drivers share into a folder. */
  static void writeSharedTo(Path folder) throws IOException {
    writeTo(folder, HEADER);
    writeTo(folder, SOURCE);
  }

  /** Writes a C file of these tests into a folder. */
  static void writeTo(Path folder, String file) throws IOException {
    try (InputStream in = CorpusDriver.class.getResourceAsStream(file)) {
      Files.copy(
          Objects.requireNonNull(in, file),
          folder.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Returns a main function that runs the program which its first argument names. */
  static String main(List<CorpusProgram> programs) {
    StringBuilder main = new StringBuilder("#include <string.h>\n");
    programs.forEach(p -> main.append("int corpus_").append(p.name()).append("(void);\n"));
    main.append("int main(int count, char **words) {\n  if (count < 2) return 3;\n");
    programs.forEach(p ->
        main.append(
            "  if (!strcmp(words[1], \"%1$s\")) return corpus_%1$s();\n".formatted(p.name())));
    return main.append("  return 3;\n}\n").toString();
  }

  /** Returns the host's source. */
  static String of(CorpusProgram program) {
    return new CorpusDriver(program).print();
  }

  private String print() {
    line("#define _POSIX_C_SOURCE 200809L");
    line("#include \"" + HEADER + "\"");
    line("#include \"" + program.name() + ".h\"");
    program.plan().externs().forEach(this::extern);
    line("int corpus_" + program.name() + "(void);");
    line("int corpus_" + program.name() + "(void) {");
    program.cases().forEach(this::call);
    line("  corpus_number(\"shutdown\", " + program.name() + "_shutdown());");
    line("  return fflush(stdout);");
    line("}");
    return out.toString();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private void extern(ExternPlan extern) {
    String body = EXTERNS.get(extern.name());
    String name = program.files().externs().get(program.plan().externs().indexOf(extern));
    Matcher prototype =
        Pattern.compile("(?m)^\\w.*\\b" + name + "\\(.*\\);$").matcher(program.files().header());
    if (body == null || !prototype.find()) {
      throw new AssertionError(extern.name() + " is no extern of filetests in C");
    }
    line(prototype.group().replace(");", ") { " + body + " }"));
  }

  private void call(RunCase run) {
    Function function = run.function();
    List<String> arguments = new ArrayList<>();
    List<String> after = new ArrayList<>();
    line("  /* " + run.call().replace("*/", "* /").replace("/*", "/ *") + " */");
    line("  {");
    line("    corpus_case(" + run.line() + ");");
    List<Value> values = run.arguments();
    for (int i = 0; i < values.size(); i++) {
      String name = "argument" + i;
      arguments.add(name);
      if (values.get(i) instanceof BufferValue buffer) {
        buffer(name, buffer);
        arguments.add(buffer.length() + "");
        after.add(
            "    corpus_bytes(\"buffer\", %s, %d); free(%s);"
                .formatted(name, buffer.memory().byteSize(), name));
      } else {
        line("    " + type(values.get(i).type()) + " " + name + " = " + c(values.get(i)) + ";");
      }
    }
    function
        .result()
        .ifPresent(type -> {
          line("    " + type(type) + " result; memset(&result, 0, sizeof result);");
          arguments.add("&result");
        });
    line("    struct " + program.name() + "_errors errors;");
    arguments.add("&errors");
    int entry = program.plan().entries().detectIndex(e -> e.name().equals(function.name()));
    line(
        "    LumStatus status = %s(%s);"
            .formatted(program.files().entries().get(entry), String.join(", ", arguments)));
    line("    corpus_number(\"status\", status);");
    if (function.result().isPresent()) {
      line("    corpus_bytes(\"result\", &result, sizeof result);");
    }
    line("    CORPUS_ERRORS(errors)");
    line("    " + program.name() + "_errors_free(&errors);");
    after.forEach(this::line);
    line("  }");
  }

  /** A block on the heap with a buffer's elements. */
  private void buffer(String name, BufferValue buffer) {
    byte[] bytes = buffer.memory().toArray(ValueLayout.JAVA_BYTE);
    line("    void *%s = corpus_buffer(%d);".formatted(name, bytes.length));
    if (bytes.length == 0) {
      return;
    }
    line("    unsigned char *%s_at = %s;".formatted(name, name));
    int stride = (int) (bytes.length / buffer.length());
    int pending = 0;
    int at = 0;
    while (at < bytes.length) {
      int end = at + stride;
      while (end < bytes.length
          && Arrays.equals(bytes, at, at + stride, bytes, end, end + stride)) {
        end += stride;
      }
      if ((end - at) / stride >= RUN_MIN) {
        put(name, 1, bytes, pending, at);
        put(name, (end - at) / stride, bytes, at, at + stride);
        pending = end;
      } else if (end - pending >= LITERAL_MAX) {
        put(name, 1, bytes, pending, end);
        pending = end;
      }
      at = end;
    }
    put(name, 1, bytes, pending, bytes.length);
    line("    (void)" + name + "_at;");
  }

  private void put(String name, int count, byte[] bytes, int from, int to) {
    if (from == to) {
      return;
    }
    StringBuilder literal = new StringBuilder();
    for (int k = from; k < to; k++) {
      literal.append("\\%03o".formatted(bytes[k] & 0xff));
    }
    line(
        "    %1$s_at = corpus_put(%1$s_at, %2$d, \"%3$s\", %4$d);"
            .formatted(name, count, literal, to - from));
  }

  private String type(Type type) {
    return switch (type) {
      case StructType struct -> "struct " + structName(struct);
      case ScalarType scalar ->
          switch (scalar) {
            case BOOL -> "bool";
            case I64 -> "int64_t";
            case F32 -> "float";
            case F64 -> "double";
            default -> "int32_t";
          };
      default -> throw new AssertionError("no argument is a " + type);
    };
  }

  private String structName(StructType struct) {
    int index = program.plan().structs().detectIndex(s -> s.name().equals(struct.name()));
    Matcher declared = STRUCT.matcher(program.files().header());
    for (int k = 0; k <= STRUCTS_OF_ERRORS + index; k++) {
      if (!declared.find()) {
        throw new AssertionError("the header does not declare " + struct);
      }
    }
    return declared.group(1);
  }

  private static String c(Value value) {
    return switch (value) {
      case StructValue struct ->
          struct.fields().collect(CorpusDriver::c).makeString("{", ", ", "}");
      case Scalar scalar ->
          switch (scalar.type()) {
            case BOOL -> scalar.asBool() ? "true" : "false";
            case F32 -> real(scalar.asFloat(), Float.toHexString(scalar.asFloat()) + "f");
            case F64 -> real(scalar.asDouble(), Double.toHexString(scalar.asDouble()));
            default ->
                scalar.asLong() == Long.MIN_VALUE
                    ? "INT64_MIN"
                    : "INT64_C(" + scalar.asLong() + ")";
          };
      case BufferValue buffer -> throw new AssertionError("no struct has a buffer");
    };
  }

  private static String real(double value, String text) {
    return Double.isNaN(value)
        ? "NAN"
        : Double.isInfinite(value) ? value > 0 ? "INFINITY" : "-INFINITY" : text;
  }
}
