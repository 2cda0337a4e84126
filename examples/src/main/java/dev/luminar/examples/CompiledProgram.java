package dev.luminar.examples;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.emit.bytecode.BytecodeEmitter;
import dev.luminar.emit.c.NativeProgram;
import dev.luminar.model.text.Parser;
import dev.luminar.plan.Plan;
import dev.luminar.runtime.LuminarRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles.Lookup;
import org.jspecify.annotations.Nullable;

/**
 * A program of this package, {@code NAME.lum} beside the classes, bound to a Java interface on one
 * target: parse, plan, emit, bind.
 *
 * @param <T> the interface
 */
final class CompiledProgram<T> implements AutoCloseable {

  private final T functions;
  private final @Nullable NativeProgram library;

  private CompiledProgram(T functions, @Nullable NativeProgram library) {
    this.functions = functions;
    this.library = library;
  }

  static <T> CompiledProgram<T> of(String name, Target target, Lookup lookup, Class<T> type) {
    Plan plan = plan(name);
    return switch (target) {
      case C -> {
        NativeProgram library = NativeProgram.compile(plan);
        yield new CompiledProgram<>(library.bind(lookup, type), library);
      }
      case JVM -> new CompiledProgram<>(new BytecodeEmitter().emit(plan).bind(lookup, type), null);
    };
  }

  static <T> CompiledProgram<T> of(
      String name, Target target, Lookup lookup, Class<T> type, Object externs) {
    Plan plan = plan(name);
    return switch (target) {
      case C -> {
        NativeProgram library = NativeProgram.compile(plan);
        yield new CompiledProgram<>(library.bind(lookup, type, externs), library);
      }
      case JVM ->
          new CompiledProgram<>(new BytecodeEmitter().emit(plan).bind(lookup, type, externs), null);
    };
  }

  private static Plan plan(String name) {
    String file = name + ".lum";
    try (InputStream in = CompiledProgram.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + file + " is missing");
      }
      return Analyzer.plan(Parser.parse(file, in.readAllBytes()).orThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The functions of the program. */
  T functions() {
    return functions;
  }

  /** How often a runtime was started for the program; on the JVM, for all programs together. */
  long runtimeStarts() {
    return library != null ? library.runtimeStarts() : LuminarRuntime.starts();
  }

  @Override
  public void close() {
    if (library != null) {
      library.close();
    }
  }
}
