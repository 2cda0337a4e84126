package dev.luminar.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.diag.Span;
import dev.luminar.model.SelectPolicy;
import dev.luminar.model.type.Types;
import dev.luminar.plan.code.AtomicPlace;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.Val;
import dev.luminar.plan.code.ValPrinter;
import dev.luminar.plan.code.Walk;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.factory.primitive.IntLists;
import org.junit.jupiter.api.Test;

/**
 * Calls every public constructor and factory of the plan with null in the place of each argument.
 */
class PlanNullArgumentsTest {
  private static final PlanType I64 = new PlanType.Scalar(Types.I64);
  private static final Local LOCAL = new Local(0, "x", I64);
  private static final Label LABEL = new Label(0, "l");
  private static final List<Object> SAMPLES =
      List.of(
          "name",
          1,
          1L,
          true,
          1.0,
          1.0f,
          Types.I64,
          I64,
          LOCAL,
          LABEL,
          Val.read(LOCAL),
          new AtomicPlace.Cell(LOCAL, Types.I64),
          new Code.Break(LABEL),
          Span.NONE,
          Optional.empty(),
          OptionalLong.empty(),
          OptionalInt.empty(),
          Lists.immutable.empty(),
          IntLists.immutable.empty(),
          new Threads.Exactly(),
          new RegionErrors.Stop(),
          SelectPolicy.Kind.ORDERED,
          new FrameLayout(Lists.immutable.empty(), IntLists.immutable.empty(), 0, false),
          (Consumer<Object>) _ -> {});

  private static void nodes(Class<?> type, Set<Class<?>> found) {
    found.add(type);
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        nodes(permitted, found);
      }
    }
    for (Class<?> inner : type.getDeclaredClasses()) {
      if (Modifier.isPublic(inner.getModifiers()) && found.add(inner)) {
        nodes(inner, found);
      }
    }
  }

  private static List<Executable> callables() {
    Set<Class<?>> types = new LinkedHashSet<>();
    List.of(
            Code.class,
            Val.class,
            PlanType.class,
            AtomicPlace.class,
            Label.class,
            Walk.class,
            ValPrinter.class,
            BareRegion.class,
            TaskRegion.class,
            Routine.class,
            ReductionPlan.class,
            Entry.class,
            ErrorSite.class,
            ExternPlan.class,
            FrameLayout.class,
            StructLayout.class,
            Local.class,
            Capture.class)
        .forEach(type -> nodes(type, types));
    List<Executable> callables = new ArrayList<>();
    for (Class<?> type : types) {
      if (!type.isEnum() && !type.isInterface()) {
        callables.addAll(List.of(type.getConstructors()));
      }
      for (Method method : type.getDeclaredMethods()) {
        int modifiers = method.getModifiers();
        if (!type.isEnum() && Modifier.isPublic(modifiers) && Modifier.isStatic(modifiers)) {
          callables.add(method);
        }
      }
    }
    return callables;
  }

  @Test
  void aNullIsRefusedByNameAtOnce() throws ReflectiveOperationException {
    // A null would sit in the plan until an emitter falls over it, far from the pass that is wrong.
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
    assertThat(tried).isGreaterThan(200);
  }

  private static String call(Executable callable, Parameter[] parameters, int missing)
      throws ReflectiveOperationException {
    Object[] arguments = new Object[parameters.length];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = i == missing ? null : some(parameters[i].getType());
    }
    try {
      return "made "
          + (callable instanceof Method method
              ? method.invoke(null, arguments)
              : ((Constructor<?>) callable).newInstance(arguments));
    } catch (InvocationTargetException thrown) {
      return thrown.getCause() instanceof NullPointerException missingArgument
          ? String.valueOf(missingArgument.getMessage())
          : thrown.getCause().toString();
    }
  }

  /** Some value of a type; the checks of null come first, so that it need not fit. */
  private static Object some(Class<?> type) throws ReflectiveOperationException {
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 0);
    }
    Class<?> wanted = java.lang.invoke.MethodType.methodType(type).wrap().returnType();
    Optional<Object> sample = SAMPLES.stream().filter(wanted::isInstance).findFirst();
    if (sample.isPresent()) {
      return sample.get();
    }
    if (type.isSealed()) {
      return some(type.getPermittedSubclasses()[0]);
    }
    Constructor<?> constructor = type.getConstructors()[0];
    Class<?>[] types = constructor.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = some(types[i]);
    }
    return constructor.newInstance(arguments);
  }
}
