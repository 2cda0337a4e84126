package dev.luminar.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.Diagnostics;
import dev.luminar.diag.Note;
import dev.luminar.diag.Sources;
import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Exprs;
import dev.luminar.model.text.ParseResult;
import dev.luminar.model.text.Parser;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.StructField;
import dev.luminar.model.type.Type;
import dev.luminar.model.type.Types;
import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.junit.jupiter.api.Test;

/** Calls every public constructor and factory with null in the place of each argument. */
class NullArgumentsTest {
  private static Set<Class<?>> nodes(Class<?> type, Set<Class<?>> found) {
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        nodes(permitted, found);
      }
    } else {
      found.add(type);
    }
    return found;
  }

  private static List<Executable> callables() {
    Set<Class<?>> types = new LinkedHashSet<>();
    for (Class<?> sealed :
        List.of(
            Stmt.class,
            Expr.class,
            Type.class,
            AtomicPlace.class,
            SelectArm.class,
            PipelineSource.class,
            PipelineStage.class,
            PipelineSink.class,
            Combine.class)) {
      nodes(sealed, types);
    }
    types.addAll(
        List.of(
            IfArm.class,
            Range.class,
            TaskIndex.class,
            Reduction.class,
            Block.class,
            dev.luminar.model.Parameter.class,
            Function.class,
            Program.class,
            Retry.class,
            OnError.class,
            Schedule.class,
            SelectPolicy.class,
            StructField.class,
            Span.class,
            Note.class,
            Diagnostic.class,
            ParseResult.class,
            Exprs.class,
            Stmts.class,
            Types.class,
            Printer.class,
            Parser.class,
            Walk.class,
            Diagnostics.class,
            Sources.class));
    List<Executable> callables = new ArrayList<>();
    for (Class<?> type : types) {
      if (!type.isEnum()) {
        callables.addAll(List.of(type.getConstructors()));
        for (Method method : type.getDeclaredMethods()) {
          if (Modifier.isPublic(method.getModifiers())
              && Modifier.isStatic(method.getModifiers())) {
            callables.add(method);
          }
        }
      }
    }
    return callables;
  }

  @Test
  void aNullIsRefusedByNameAtOnce() {
    // A null would sit in the program until some pass falls over it, far from the call that is
    // wrong.
    List<String> wrong = new ArrayList<>();
    int tried = 0;
    for (Executable callable : callables()) {
      Parameter[] parameters = callable.getParameters();
      for (int i = 0; i < parameters.length; i++) {
        if (!parameters[i].getType().isPrimitive()) {
          tried++;
          String answer = call(callable, parameters, i);
          if (!parameters[i].getName().equals(answer)) {
            wrong.add(callable + " with " + parameters[i].getName() + " = null: " + answer);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(tried).isGreaterThan(400);
  }

  private static String call(Executable callable, Parameter[] parameters, int missing) {
    Object[] arguments = new Object[parameters.length];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = i == missing ? null : some(parameters[i].getType());
    }
    try {
      Object made =
          callable instanceof Method method
              ? method.invoke(null, arguments)
              : ((java.lang.reflect.Constructor<?>) callable).newInstance(arguments);
      return "made " + made;
    } catch (InvocationTargetException thrown) {
      return thrown.getCause() instanceof NullPointerException missingArgument
          ? String.valueOf(missingArgument.getMessage())
          : thrown.getCause().toString();
    } catch (ReflectiveOperationException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /**
   * Some value of a type; the checks of null come before those of types, so that it need not fit.
   */
  private static Object some(Class<?> type) {
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 0);
    }
    List<Object> values =
        List.of(
            "name",
            1,
            1L,
            true,
            1.0,
            1.0f,
            Exprs.i64(1),
            Exprs.ref("x", Types.I64),
            Types.IO,
            new BufferType(Types.I64, false),
            Types.array(Types.IO),
            Types.struct("S", Types.field("x", Types.I64)),
            Types.field("x", Types.I64),
            Span.NONE,
            Stmts.block(),
            Stmts.breakLoop(),
            Optional.empty(),
            Lists.immutable.empty(),
            Stmts.range(Exprs.i64(0), Exprs.i64(1)),
            Stmts.cellPlace("c", Types.I64),
            ParallelOptions.DEFAULT,
            ConcurrentOptions.DEFAULT,
            SelectPolicy.ROTATING,
            StageOptions.DEFAULT,
            Duration.ofSeconds(1),
            Stmts.reduction("r", Types.I64, BuiltinCombine.SUM),
            Path.of("none"),
            BuiltinCombine.SUM,
            new byte[0],
            Sources.NONE,
            Diagnostic.error(dev.luminar.diag.DiagnosticCode.SYNTAX_ERROR, Span.NONE, "m"),
            new Extern.Builder().name("e").build(),
            new StackTraceElement("C", "m", "C.java", 1),
            new SourceRange("x", Stmts.range(Exprs.i64(0), Exprs.i64(1)), Span.NONE),
            new StageFilter(Exprs.bool(true), StageOptions.DEFAULT, Span.NONE),
            new SinkChannel(Exprs.ref("c", Types.channel(Types.I64)), Span.NONE),
            new SelectDefault(Stmts.block(), Span.NONE),
            new IfArm(Exprs.bool(true), Stmts.block()),
            new TaskIndex("i", Stmts.range(Exprs.i64(0), Exprs.i64(1))),
            new dev.luminar.model.Parameter("p", Types.I64, Span.NONE),
            new Function(
                "f", false, Lists.immutable.empty(), Optional.empty(), Stmts.block(), Span.NONE),
            new Program(
                "p",
                Lists.immutable.empty(),
                Lists.immutable.empty(),
                Lists.immutable.empty(),
                Span.NONE),
            (java.util.function.Consumer<Object>) _ -> {});
    Class<?> wanted = wrapper(type);
    return values.stream()
        .filter(wanted::isInstance)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing of " + type));
  }

  private static Class<?> wrapper(Class<?> type) {
    if (!type.isPrimitive()) {
      return type;
    }
    return type == int.class
        ? Integer.class
        : type == long.class
            ? Long.class
            : type == boolean.class
                ? Boolean.class
                : type == float.class ? Float.class : Double.class;
  }

  @Test
  void aListOfNodesIsWhatItSays() {
    // The values above would not be what the constructors take.
    ImmutableList<Stmt> statements = Lists.immutable.of(Stmts.breakLoop());
    assertThat(Stmts.block(statements).statements()).isSameAs(statements);
  }
}
