package dev.luminar.dsl.usage;

import static dev.luminar.dsl.Dsl.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.dsl.Dsl;
import dev.luminar.dsl.Nothing;
import dev.luminar.model.AccessClaim;
import dev.luminar.model.Balance;
import dev.luminar.model.BlockKind;
import dev.luminar.model.BuiltinCombine;
import dev.luminar.model.ConcurrencyMode;
import dev.luminar.model.OnError;
import dev.luminar.model.OnTimeout;
import dev.luminar.model.Retry;
import dev.luminar.model.Schedule;
import dev.luminar.model.SelectPolicy;
import dev.luminar.model.Stmts;
import dev.luminar.model.expr.Exprs;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Null as an argument of each public method of each class that a user has an object of. */
final class NullArgumentTest {
  private final List<Object> objects = new ArrayList<>();

  private void keep(Object... made) {
    objects.addAll(List.of(made));
  }

  /** Makes an object of each class. Their blocks have ended, but null is looked at first. */
  private void makeObjects() {
    program(
        "nulls",
        p -> {
          var point = p.struct("P", Integer.class);
          var x = point.field("x", f64);
          var function = p.function("g", takes("a", i64).returns(i64), (f, a) -> f.returns(a));
          var combiner =
              p.function(
                  "h", takes("a", i64).takes("b", i64).returns(i64), (f, a, b) -> f.returns(a));
          keep(p, point, x, x.is(f64(1)), function, combiner, function.with(i64(1)));
          keep(takes(), takes("a", i64), takes("a", i64).takes("b", io), pure());
          p.function(
              "f",
              takes("xs", buf(f64)).takes("a", buf(i8)).takes("b", buf(u8)).takes("file", io),
              (f, xs, a, b, file) -> {
                keep(f, xs, a, b, file, f.let("s", point.with(x.is(f64(1)))));
                keep(bool(true), i32(1), i64(1), f32(1), f64(1), text("t"));
                keep(f.buffer("c", i16, 1), f.buffer("d", u16, 1), f.var("v", i64(1)));
                keep(f.atomic("cell", i64(1)), f.atomicBuffer("cells", i64, 1));
                var ch = f.channel("ch", i64);
                keep(ch, f.channels("chs", i64, i64(1)), from(ch));
                keep(range(1), over(range(1)), with(), label("l"), sum("r", i64));
                keep(sums("rs", i64, 1), f.when(bool(true), t -> {}));
                f.forEach(range(1), (l, i) -> keep(l));
                f.attempt(t -> {}, (h, e) -> keep(e));
                f.ensure(t -> {}, c -> c.forEach(range(1), (l, i) -> keep(c, l)));
                f.select(s -> {
                  keep(s);
                  s.otherwise(t -> {});
                });
                keep(f.parallel(over(xs), (it, i) -> it.forEach(range(1), (l, j) -> keep(it, l))));
                f.concurrent(c -> {
                  c.forEach(range(1), (l, i) -> keep(c, l));
                  c.task(t -> t.forEach(range(1), (l, i) -> keep(t, l)));
                  keep(c.spawn("t", function.with(i64(1))));
                  c.pipeline(s -> {
                    var stages = s.from(ch);
                    var next =
                        stages.flatMap(
                            "y", i64, (e, y) -> e.forEach(range(1), (l, i) -> keep(e, l)));
                    var finished = next.into(ch);
                    keep(s, stages, finished);
                    return finished;
                  });
                });
              });
        });
    keep(bool, f32, i64, u8, io, buf(f64), chan(i64), task(i64), relaxed, AccessClaim.NONE);
    keep(Balance.NONE, BlockKind.BATCH, BuiltinCombine.SUM, ConcurrencyMode.BARE_METAL);
    keep(OnError.STOP, OnTimeout.ERROR, new Retry(1, Duration.ZERO), Schedule.AUTO);
    keep(SelectPolicy.ROTATING, Stmts.returnNothing(), Exprs.i64(1), Duration.ofSeconds(1));
    keep(QuickStartTest.stats().functions().get(0));
    keep("name", Nothing.class, bool.node());
  }

  private Object sample(Class<?> type) {
    if (type == long.class) {
      return 1L;
    }
    if (type == int.class) {
      return 1;
    }
    if (type == double.class) {
      return 1.0;
    }
    if (type == float.class) {
      return 1f;
    }
    if (type == boolean.class) {
      return true;
    }
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 0);
    }
    return objects.stream()
        .filter(type::isInstance)
        .findFirst()
        .orElseGet(() -> {
          assertThat(type.isInterface()).as("a sample of " + type).isTrue();
          return Proxy.newProxyInstance(
              NullArgumentTest.class.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> null);
        });
  }

  @Test
  void isRefusedByName() throws IllegalAccessException {
    // Null would be found later, where nothing says which argument it was.
    makeObjects();
    List<String> wrong = new ArrayList<>();
    int calls = 0;
    for (Method method : methods().toList()) {
      Parameter[] parameters = method.getParameters();
      for (int i = 0; i < parameters.length; i++) {
        if (!parameters[i].getType().isPrimitive()) {
          calls++;
          String found = callWithNull(method, i);
          if (!found.equals(parameters[i].getName())) {
            wrong.add(method + " argument " + parameters[i].getName() + ": " + found);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(calls).isGreaterThan(400);
  }

  private Stream<Method> methods() {
    Stream<Method> ofObjects =
        objects.stream()
            .map(Object::getClass)
            .filter(type -> type.getPackageName().equals("dev.luminar.dsl"))
            .filter(type -> Modifier.isPublic(type.getModifiers()))
            .distinct()
            .flatMap(type -> Stream.of(type.getMethods()));
    return Stream.concat(ofObjects, Stream.of(Dsl.class.getMethods()))
        .filter(method -> method.getDeclaringClass().getPackageName().equals("dev.luminar.dsl"))
        .filter(method -> !method.isBridge() && !method.isSynthetic())
        .filter(method -> !method.getName().equals("equals"))
        .distinct();
  }

  private String callWithNull(Method method, int position) throws IllegalAccessException {
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = i == position ? null : sample(types[i]);
    }
    Object receiver =
        Modifier.isStatic(method.getModifiers()) ? null : sample(method.getDeclaringClass());
    try {
      method.invoke(receiver, arguments);
      return "no exception";
    } catch (InvocationTargetException e) {
      return e.getCause() instanceof NullPointerException
          ? String.valueOf(e.getCause().getMessage())
          : e.getCause().toString();
    }
  }
}
