package dev.luminar.emit.bytecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luminar.diag.DiagnosticException;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Local;
import dev.luminar.plan.Plan;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtefactTest {
  /** Functions that call each other: f0(x) = x, fn(x) = f(n-1)(x) + n. */
  private static PlanFixture chain(int functions) {
    PlanFixture p = new PlanFixture("chain");
    for (int i = 0; i < functions; i++) {
      PlanFixture.Locals locals = new PlanFixture.Locals();
      Local x = locals.add("x", PlanType.I64);
      Val value =
          i == 0
              ? Val.read(x)
              : new Val.Binary(
                  BinaryOperator.ADD,
                  ScalarType.I64,
                  new Val.Call(i - 1, Lists.immutable.of(Val.read(x)), PlanType.I64),
                  Val.i64(i));
      int routine =
          p.routine(
              Routine.Kind.FUNCTION,
              "f" + i,
              locals,
              1,
              PlanType.I64,
              new Code.Return(Optional.of(value)));
      if (i == functions - 1) {
        p.entry("f" + i, routine, false);
      }
    }
    return p;
  }

  @Test
  void emissionIsDeterministic(@TempDir Path folder) throws Exception {
    // The same program would give other bytes each time, and no build could be reproduced.
    Plan plan = chain(20).plan();
    ClassFiles first = new BytecodeEmitter().emit(plan);
    ClassFiles second = new BytecodeEmitter().emit(plan);
    assertThat(second).isEqualTo(first);
    first.writeJar(folder.resolve("a.jar"));
    second.writeJar(folder.resolve("b.jar"));
    assertThat(Files.readAllBytes(folder.resolve("b.jar")))
        .isEqualTo(Files.readAllBytes(folder.resolve("a.jar")));
  }

  @Test
  void largeProgramsTakeSeveralClasses() throws Exception {
    // A program over the limit of constants of one class could not be emitted.
    Plan plan = chain(400).plan();
    ClassFiles files = new ProgramWriter(plan, BytecodeOptions.DEFAULT, 1000).write();
    PlanFixture.checked(files);
    assertThat(files.classes().keySet()).contains("chain", "chain$2", "chain$3");
    assertThat(files.notes().makeString()).contains("chain$2");
    Last bound = files.bind(java.lang.invoke.MethodHandles.lookup(), Last.class);
    assertThat(bound.f399(1)).isEqualTo(1 + 399 * 400 / 2);
  }

  interface Last {
    long f399(long x);
  }

  @Test
  void foldersAndJarsLoadWithoutTheCompiler(@TempDir Path folder) throws Exception {
    // A user could not ship the classes.
    ClassFiles files =
        new BytecodeEmitter(BytecodeOptions.DEFAULT.withPackageName("my.pack").withLevel(25))
            .emit(chain(3).plan());
    files.writeTo(folder.resolve("classes"));
    files.writeJar(folder.resolve("chain.jar"));
    for (Path place : List.of(folder.resolve("classes"), folder.resolve("chain.jar"))) {
      try (URLClassLoader loader = new URLClassLoader(new URL[] {place.toUri().toURL()}, null)) {
        Class<?> type = loader.loadClass("my.pack.chain");
        assertThat(type.getMethod("f2", long.class).invoke(null, 4L)).isEqualTo(7L);
      }
    }
  }

  @Test
  void functionsOverTheMethodLimitAreNamed() {
    // The JVM would refuse the class with a message that says nothing to the user.
    PlanFixture p = new PlanFixture("large");
    PlanFixture.Locals locals = new PlanFixture.Locals();
    Local x = locals.add("x", PlanType.I64);
    MutableList<Code> items = Lists.mutable.empty();
    for (int i = 0; i < 20_000; i++) {
      items.add(
          PlanFixture.set(
              x,
              new Val.Binary(
                  BinaryOperator.MUL, ScalarType.I64, Val.read(x), Val.i64(i + 1_000_000_007L))));
    }
    items.add(new Code.Return(Optional.of(Val.read(x))));
    p.entry(
        "giant",
        p.routine(
            Routine.Kind.FUNCTION,
            "giant",
            locals,
            1,
            PlanType.I64,
            new Code.Seq(items.toImmutable())),
        false);
    assertThatThrownBy(() -> new BytecodeEmitter().emit(p.plan()))
        .isInstanceOf(DiagnosticException.class)
        .hasMessageContaining("LUM5301")
        .hasMessageContaining("giant");
  }

  @Test
  void functionWithThousandsOfVariablesFits() throws ReflectiveOperationException {
    // The description of variables would make the computation of frames run out of its memory.
    PlanFixture p = new PlanFixture("many");
    PlanFixture.Locals locals = new PlanFixture.Locals();
    Local last = locals.add("x", PlanType.I64);
    MutableList<Code> items = Lists.mutable.empty();
    for (int i = 1; i <= 4000; i++) {
      Local next = locals.add("v" + i, PlanType.I64);
      items.add(
          new Code.Declare(
              next,
              Optional.of(
                  new Val.Binary(BinaryOperator.ADD, ScalarType.I64, Val.read(last), Val.i64(3)))));
      last = next;
    }
    items.add(new Code.Return(Optional.of(Val.read(last))));
    p.entry(
        "many",
        p.routine(
            Routine.Kind.FUNCTION,
            "many",
            locals,
            1,
            PlanType.I64,
            new Code.Seq(items.toImmutable())),
        false);
    Class<?> many = new BytecodeEmitter().emit(p.plan()).load().mainClass();
    assertThat(many.getMethod("many", long.class).invoke(null, 1L)).isEqualTo(12_001L);
  }

  @Test
  void parametersOverTheSlotLimitAreNamed() {
    // As above, for a function with many buffers.
    PlanFixture p = new PlanFixture("wide");
    PlanFixture.Locals locals = new PlanFixture.Locals();
    for (int i = 0; i < 90; i++) {
      locals.add("x" + i, PlanFixture.I64S);
    }
    p.entry(
        "wide",
        p.routine(
            Routine.Kind.FUNCTION,
            "wide",
            locals,
            90,
            PlanType.NOTHING,
            new Code.Return(Optional.empty())),
        false);
    assertThatThrownBy(() -> new BytecodeEmitter().emit(p.plan()))
        .isInstanceOf(DiagnosticException.class)
        .hasMessageContaining("LUM5302");
  }

  @Test
  void anyNameIsLegal() throws Exception {
    // A name with a quote, a slash or a line end would make a class that does not load.
    List<String> names =
        new ArrayList<>(
            List.of(
                "a.b",
                "a;b",
                "a/b",
                "<init>",
                "class",
                "new\nline",
                "\"",
                "\u0000",
                "[",
                "$",
                "a_b"));
    names.add("x".repeat(70_000));
    PlanFixture p = new PlanFixture("odd name;[/\n");
    for (String name : names) {
      PlanFixture.Locals locals = new PlanFixture.Locals();
      Local x = locals.add(name, PlanType.I64);
      p.entry(
          name,
          p.routine(
              Routine.Kind.FUNCTION,
              name,
              locals,
              1,
              PlanType.I64,
              new Code.Return(Optional.of(Val.read(x)))),
          false);
    }
    Class<?> type = p.emit().load().mainClass();
    long count =
        java.util.Arrays.stream(type.getDeclaredMethods())
            .map(java.lang.reflect.Method::getName)
            .distinct()
            .count();
    assertThat(count).isEqualTo(names.size());
    assertThat(type.getMethod("class_", long.class).invoke(null, 3L)).isEqualTo(3L);
  }

  @Test
  void wrongOptionsAreRefused() {
    // A class-file version that no JVM knows would come out.
    assertThatThrownBy(() -> new BytecodeOptions(16, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BytecodeOptions(17, "a..b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BytecodeEmitter(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("options");
    assertThatThrownBy(() -> new BytecodeEmitter().emit(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("plan");
  }
}
