package dev.luminar.host;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Implements an interface by a class of its own, each of whose methods calls a method handle that
 * is a constant, so that the JIT compiler sees through it: {@link java.lang.reflect.Proxy} boxes
 * arguments and looks methods up, and cannot do interfaces of thousands of methods. A handle is
 * made when its method is called for the first time.
 */
final class InterfaceClass {
  /** So many methods {@link java.lang.reflect.Proxy} can do too. */
  static final int PROXY_METHODS_MAX = 499;

  private static final ClassDesc HANDLE = ConstantDescs.CD_MethodHandle;
  private static final ClassDesc LOOKUP = ConstantDescs.CD_MethodHandles_Lookup;
  private static final ClassDesc FUNCTION = IntFunction.class.describeConstable().orElseThrow();

  /** What the class was given: an {@link IntFunction} that makes the handle of a method. */
  private static final ConstantDesc MAKER =
      DynamicConstantDesc.ofNamed(
          ConstantDescs.ofConstantBootstrap(
              ConstantDescs.CD_MethodHandles, "classData", ConstantDescs.CD_Object),
          ConstantDescs.DEFAULT_NAME,
          FUNCTION);

  private static final DirectMethodHandleDesc MAKE =
      MethodHandleDesc.ofMethod(
          DirectMethodHandleDesc.Kind.INTERFACE_VIRTUAL,
          FUNCTION,
          "apply",
          MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_int));

  private final Class<?> type;
  private final Method[] methods;

  private InterfaceClass(Class<?> type, Collection<Method> abstracts) {
    this.type = type;
    List<Method> distinct = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Method method : abstracts) {
      if (known.add(method.getName() + type(method).descriptorString())) {
        distinct.add(method);
      }
    }
    this.methods = distinct.toArray(new Method[0]);
  }

  /** The loader of a class that implements a public interface. */
  private static final class Loader extends ClassLoader {
    /** No package of the interface, since that may be one that only the JDK has classes in. */
    static final ClassDesc ANCHOR = ClassDesc.of("dev.luminar.bound.Anchor");

    Loader(Class<?> type) {
      super(type.getClassLoader());
    }

    /** A lookup with all rights in a package of this loader. */
    Lookup lookup() throws ReflectiveOperationException {
      byte[] bytes =
          ClassFile.of()
              .build(
                  ANCHOR,
                  out -> {
                    out.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
                    out.withMethodBody(
                        "lookup",
                        MethodTypeDesc.of(LOOKUP),
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        code ->
                            code.invokestatic(
                                    ConstantDescs.CD_MethodHandles,
                                    "lookup",
                                    MethodTypeDesc.of(LOOKUP))
                                .areturn());
                  });
      Class<?> anchor = defineClass(null, bytes, 0, bytes.length);
      return (Lookup) anchor.getMethod("lookup").invoke(null);
    }
  }

  /**
   * Returns an object whose methods call handles, or nothing if no class may be made that sees the
   * interface, which {@link java.lang.reflect.Proxy} can implement then.
   *
   * @param target what {@code toString} says
   * @param handles makes the handle of a method, of the method's type without a receiver
   * @throws IllegalArgumentException if there are too many methods for a proxy, and neither the
   *     lookup may define a class beside the interface, nor interface and results are public
   */
  static <T> Optional<T> implement(
      Lookup lookup,
      Class<T> type,
      Collection<Method> abstracts,
      String target,
      Function<Method, MethodHandle> handles) {
    if (type.isHidden() || type.isSealed()) {
      return Optional.empty();
    }
    try {
      InterfaceClass own = new InterfaceClass(type, abstracts);
      Optional<Lookup> place = own.place(lookup);
      if (place.isEmpty()) {
        return Optional.empty();
      }
      Lookup inside = place.get();
      IntFunction<MethodHandle> maker =
          number -> handles.apply(own.methods[number]).asType(erased(type(own.methods[number])));
      ClassDesc self =
          ClassDesc.of(inside.lookupClass().getPackageName(), type.getSimpleName() + "$Luminar");
      inside = inside.defineHiddenClassWithClassData(own.write(self), maker, true);
      Object made =
          inside
              .findConstructor(
                  inside.lookupClass(), MethodType.methodType(void.class, String.class))
              .invoke(target);
      return Optional.of(type.cast(made));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot implement " + type.getTypeName(), e);
    }
  }

  /** Where the class is made: beside the interface, or where it sees a public one. */
  private Optional<Lookup> place(Lookup lookup) throws ReflectiveOperationException {
    Optional<Lookup> beside = beside(lookup);
    if (beside.isPresent()) {
      return beside;
    }
    if (isPublic(type) && hasPublicResults()) {
      return Optional.of(new Loader(type).lookup());
    }
    if (methods.length > PROXY_METHODS_MAX) {
      throw new IllegalArgumentException(
          type.getTypeName()
              + " has "
              + methods.length
              + " methods: from "
              + (PROXY_METHODS_MAX + 1)
              + " on, an interface has to be public, with the types of its results, or bound"
              + " with a lookup of its own package");
    }
    return beside(MethodHandles.lookup());
  }

  private Optional<Lookup> beside(Lookup lookup) {
    try {
      return Optional.of(MethodHandles.privateLookupIn(type, lookup));
    } catch (IllegalAccessException e) {
      return Optional.empty();
    }
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

  private byte[] write(ClassDesc self) {
    return ClassFile.of()
        .build(
            self,
            out -> {
              out.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
              out.withInterfaceSymbols(desc(type));
              out.withField(
                  "target", ConstantDescs.CD_String, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
              out.withMethodBody(
                  ConstantDescs.INIT_NAME,
                  MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String),
                  ClassFile.ACC_PUBLIC,
                  code -> constructor(code, self));
              out.withMethodBody(
                  "toString",
                  MethodTypeDesc.of(ConstantDescs.CD_String),
                  ClassFile.ACC_PUBLIC,
                  code ->
                      code.aload(0).getfield(self, "target", ConstantDescs.CD_String).areturn());
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

  private static void constructor(CodeBuilder code, ClassDesc self) {
    code.aload(0)
        .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
        .aload(0)
        .aload(1)
        .putfield(self, "target", ConstantDescs.CD_String)
        .return_();
  }

  private void method(CodeBuilder code, int number) {
    MethodType erased = erased(type(methods[number]));
    code.loadConstant(
        DynamicConstantDesc.ofNamed(
            ConstantDescs.BSM_INVOKE, "handle" + number, HANDLE, MAKE, MAKER, number));
    for (int i = 0; i < erased.parameterCount(); i++) {
      code.loadLocal(TypeKind.from(erased.parameterType(i)), code.parameterSlot(i));
    }
    code.invokevirtual(HANDLE, "invokeExact", erased.describeConstable().orElseThrow());
    Class<?> result = methods[number].getReturnType();
    if (result != erased.returnType()) {
      code.checkcast(desc(result));
    }
    code.return_(TypeKind.from(result));
  }

  /** Types that perhaps only the interface sees become Object: a call site names public ones. */
  private static MethodType erased(MethodType type) {
    MethodType erased = type;
    for (int i = 0; i < type.parameterCount(); i++) {
      erased = erased.changeParameterType(i, erased(type.parameterType(i)));
    }
    return erased.changeReturnType(erased(type.returnType()));
  }

  private static Class<?> erased(Class<?> type) {
    return type.isPrimitive() || type.isArray() && type.getComponentType().isPrimitive()
        ? type
        : Object.class;
  }

  private static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  private static MethodType type(Method method) {
    return MethodType.methodType(method.getReturnType(), method.getParameterTypes());
  }
}
