package dev.luminar.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luminar.model.type.ScalarType;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;
import org.junit.jupiter.api.Test;

class WideInterfaceTest {
  private static final int COUNT = 10_000;

  private static byte[] wide(String name, int access) {
    MethodTypeDesc type =
        MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_long, ConstantDescs.CD_double);
    return ClassFile.of()
        .build(
            ClassDesc.of("dev.luminar.host." + name),
            out -> {
              out.withFlags(access | ClassFile.ACC_INTERFACE | ClassFile.ACC_ABSTRACT);
              for (int i = 0; i < COUNT; i++) {
                out.withMethod(
                    "f" + i, type, ClassFile.ACC_PUBLIC | ClassFile.ACC_ABSTRACT, method -> {});
              }
            });
  }

  private static HostProgram program() {
    MutableList<HostFunction> functions = Lists.mutable.empty();
    for (int i = 0; i < COUNT; i++) {
      functions.add(
          new HostFunction(
              "f" + i,
              Lists.immutable.of(
                  new HostParameter("x", ScalarType.I64), new HostParameter("y", ScalarType.F64)),
              Optional.of(ScalarType.I64)));
    }
    return new HostProgram("wide", functions.toImmutable(), Lists.immutable.empty());
  }

  private static void check(Object bound, Class<?> type) throws ReflectiveOperationException {
    var last = type.getMethod("f" + (COUNT - 1), long.class, double.class);
    assertThat(last.invoke(bound, 5L, 2.5)).isEqualTo(COUNT - 1 + 5L + 2);
    assertThat(bound).hasToString("target").isEqualTo(bound);
    assertThat(bound.hashCode()).isEqualTo(bound.hashCode());
  }

  private static Object run(HostMethod method, Object[] arguments) {
    return method.function() + (Long) arguments[0] + ((Double) arguments[1]).longValue();
  }

  @Test
  void publicInterfaceOfThousandsOfMethodsIsImplemented() throws ReflectiveOperationException {
    // java.lang.reflect.Proxy fails on the length of its own class initializer.
    byte[] bytes = wide("Wide", ClassFile.ACC_PUBLIC);
    Class<?> type =
        new ClassLoader(getClass().getClassLoader()) {
          Class<?> define() {
            return defineClass(null, bytes, 0, bytes.length);
          }
        }.define();
    Object bound =
        HostInterface.of(type, program())
            .implement("target", (method, arguments, errors) -> run(method, arguments));
    check(bound, type);
  }

  @Test
  void interfaceOfAPackageIsImplementedWithItsLookup() throws ReflectiveOperationException {
    // The class would be made where it cannot see the interface.
    Class<?> type = MethodHandles.lookup().defineClass(wide("WideHere", 0));
    Object bound =
        HostInterface.of(MethodHandles.lookup(), type, program())
            .implement("target", (method, arguments, errors) -> run(method, arguments));
    check(bound, type);
    assertThatThrownBy(
            () -> HostInterface.of(type, program()).implement("target", (m, a, e) -> run(m, a)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has to be public");
  }
}
