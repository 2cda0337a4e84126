package dev.luminar.host;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Implements interfaces of thousands of methods, which {@link java.lang.reflect.Proxy} cannot: its
 * class looks up all methods in one initializer, whose code is bounded.
 */
final class WideInterface {
  /** From so many methods on a class is made here. */
  static final int METHODS_MIN = 500;

  private static final ClassDesc HANDLER =
      InvocationHandler.class.describeConstable().orElseThrow();
  private static final ClassDesc METHODS = Method[].class.describeConstable().orElseThrow();
  private static final MethodTypeDesc INVOKE =
      MethodTypeDesc.of(
          ConstantDescs.CD_Object,
          ConstantDescs.CD_Object,
          Method.class.describeConstable().orElseThrow(),
          ConstantDescs.CD_Object.arrayType());
  private static final MethodTypeDesc CONSTRUCTOR =
      MethodTypeDesc.of(ConstantDescs.CD_void, HANDLER, METHODS);

  private final Class<?> type;
  private final ClassDesc self;
  private final Method[] methods;

  private WideInterface(Class<?> type, Collection<Method> abstracts) throws NoSuchMethodException {
    this.type = type;
    this.self = ClassDesc.of(type.getName() + "$Luminar");
    List<Method> distinct = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Method method : abstracts) {
      if (known.add(method.getName() + type(method).descriptorString())) {
        distinct.add(method);
      }
    }
    distinct.add(Object.class.getMethod("toString"));
    this.methods = distinct.toArray(new Method[0]);
  }

  /** The loader of a class that implements a public interface. */
  private static final class Loader extends ClassLoader {
    Loader(Class<?> type) {
      super(type.getClassLoader());
    }

    Class<?> define(byte[] bytes) {
      return defineClass(null, bytes, 0, bytes.length);
    }
  }

  /**
   * Returns an object that hands all calls to the handler.
   *
   * @throws IllegalArgumentException if neither the lookup may define a class beside the interface,
   *     nor interface and results are public
   */
  static <T> T implement(
      Lookup lookup, Class<T> type, Collection<Method> abstracts, InvocationHandler handler) {
    try {
      WideInterface wide = new WideInterface(type, abstracts);
      Lookup inside = wide.define(lookup);
      Object made =
          inside
              .findConstructor(
                  inside.lookupClass(),
                  MethodType.methodType(void.class, InvocationHandler.class, Method[].class))
              .invoke(handler, wide.methods);
      return type.cast(made);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot implement " + type.getTypeName(), e);
    }
  }

  private Lookup define(Lookup lookup) throws IllegalAccessException {
    Lookup beside;
    try {
      beside = MethodHandles.privateLookupIn(type, lookup);
    } catch (IllegalAccessException e) {
      if (!isPublic(type) || !hasPublicResults()) {
        throw new IllegalArgumentException(
            type.getTypeName()
                + " has "
                + (methods.length - 1)
                + " methods: from "
                + METHODS_MIN
                + " on, an interface has to be public, with the types of its results, or bound"
                + " with a lookup of its own package");
      }
      return MethodHandles.publicLookup().in(new Loader(type).define(write()));
    }
    return beside.defineHiddenClass(write(), true);
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.isPrimitive() || type.getModule().isExported(type.getPackageName()));
  }

  private boolean hasPublicResults() {
    for (Method method : methods) {
      if (!isPublic(method.getReturnType())) {
        return false;
      }
    }
    return true;
  }

  private byte[] write() {
    return ClassFile.of()
        .build(
            self,
            out -> {
              out.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
              out.withInterfaceSymbols(type.describeConstable().orElseThrow());
              out.withField("handler", HANDLER, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
              out.withField("methods", METHODS, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
              out.withMethodBody(
                  ConstantDescs.INIT_NAME, CONSTRUCTOR, ClassFile.ACC_PUBLIC, this::constructor);
              for (int i = 0; i < methods.length; i++) {
                int number = i;
                out.withMethodBody(
                    methods[i].getName(),
                    type(methods[i]).describeConstable().orElseThrow(),
                    ClassFile.ACC_PUBLIC,
                    code -> method(code, number));
              }
            });
  }

  private void constructor(CodeBuilder code) {
    code.aload(0)
        .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
        .aload(0)
        .aload(1)
        .putfield(self, "handler", HANDLER)
        .aload(0)
        .aload(2)
        .putfield(self, "methods", METHODS)
        .return_();
  }

  private void method(CodeBuilder code, int number) {
    Class<?>[] parameters = methods[number].getParameterTypes();
    code.aload(0)
        .getfield(self, "handler", HANDLER)
        .aload(0)
        .aload(0)
        .getfield(self, "methods", METHODS)
        .loadConstant(number)
        .aaload()
        .loadConstant(parameters.length)
        .anewarray(ConstantDescs.CD_Object);
    for (int i = 0; i < parameters.length; i++) {
      code.dup().loadConstant(i).loadLocal(TypeKind.from(parameters[i]), code.parameterSlot(i));
      if (parameters[i].isPrimitive()) {
        Class<?> boxed = MethodType.methodType(parameters[i]).wrap().returnType();
        code.invokestatic(
            desc(boxed), "valueOf", MethodTypeDesc.of(desc(boxed), desc(parameters[i])));
      }
      code.aastore();
    }
    code.invokeinterface(HANDLER, "invoke", INVOKE);
    Class<?> result = methods[number].getReturnType();
    if (result == void.class) {
      code.pop();
    } else {
      Class<?> boxed = MethodType.methodType(result).wrap().returnType();
      code.checkcast(desc(boxed));
      if (result.isPrimitive()) {
        code.invokevirtual(
            desc(boxed), result.getName() + "Value", MethodTypeDesc.of(desc(result)));
      }
    }
    code.return_(TypeKind.from(result));
  }

  private static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  private static MethodType type(Method method) {
    return MethodType.methodType(method.getReturnType(), method.getParameterTypes());
  }
}
