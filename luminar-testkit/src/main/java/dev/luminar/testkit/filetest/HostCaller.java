package dev.luminar.testkit.filetest;

import dev.luminar.host.ErrorRecord;
import dev.luminar.host.HostNames;
import dev.luminar.host.LuminarException;
import dev.luminar.model.Function;
import dev.luminar.model.Parameter;
import dev.luminar.model.Program;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructField;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Type;
import dev.luminar.testkit.interpreter.HostValues;
import dev.luminar.testkit.interpreter.Outcome;
import dev.luminar.testkit.value.StructValue;
import dev.luminar.testkit.value.Value;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.jspecify.annotations.Nullable;

/**
 * Calls a program through the same door as a user: it writes the Java interface and the records
 * that a user of this program would write, and has the target bind them.
 */
final class HostCaller {
  private static final String PACKAGE = "luminar.filetest.";
  private static final ClassDesc SEGMENT = MemorySegment.class.describeConstable().orElseThrow();
  private static final ClassDesc LIST = List.class.describeConstable().orElseThrow();

  private final Program program;
  private final Map<String, byte[]> classes = new HashMap<>();
  private final ClassLoader loader;
  private final Class<?> type;

  HostCaller(Program program) {
    this.program = program;
    program.structs().forEach(struct -> classes.put(className(struct), record(struct)));
    classes.put(PACKAGE + "Entries", entries());
    this.loader =
        new ClassLoader(HostCaller.class.getClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
              throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
          }
        };
    this.type = load(PACKAGE + "Entries");
  }

  private Class<?> load(String name) {
    try {
      return Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The interface with a method for each exported function. */
  Class<?> type() {
    return type;
  }

  /** Calls a function of an object that a target bound to {@link #type}. */
  Outcome call(Object bound, Function function, List<Value> arguments) {
    List<ErrorRecord> collected = new ArrayList<>();
    List<Object> given = new ArrayList<>();
    for (Value argument : arguments) {
      Object host = HostValues.toHost(argument);
      given.add(argument instanceof StructValue struct ? made(struct, (Object[]) host) : host);
    }
    given.add(collected);
    try {
      Object result = method(function).invoke(bound, given.toArray());
      return new Outcome(
          function.result().map(t -> value(t, result)),
          Optional.empty(),
          Lists.immutable.ofAll(collected));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof LuminarException failed) {
        return new Outcome(
            Optional.empty(),
            Optional.of(failed.error()),
            failed.more().isEmpty() ? Lists.immutable.ofAll(collected) : failed.more());
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Method method(Function function) {
    String name = HostNames.javaName(function.name());
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name)) {
        return method;
      }
    }
    throw new IllegalStateException("no method " + name);
  }

  private Object made(StructValue struct, Object[] fields) {
    try {
      return load(className(struct.type())).getDeclaredConstructors()[0].newInstance(fields);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Value value(Type type, @Nullable Object result) {
    if (!(type instanceof StructType)) {
      return (Value) HostValues.fromHost(type, result);
    }
    RecordComponent[] components = result.getClass().getRecordComponents();
    Object[] fields = new Object[components.length];
    for (int i = 0; i < fields.length; i++) {
      try {
        fields[i] = components[i].getAccessor().invoke(result);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return (Value) HostValues.fromHost(type, fields);
  }

  private static String className(StructType struct) {
    return PACKAGE + HostNames.javaName(struct.name());
  }

  private static ClassDesc describe(Type type) {
    return switch (type) {
      case ScalarType scalar ->
          switch (scalar) {
            case BOOL -> ConstantDescs.CD_boolean;
            case I8, U8 -> ConstantDescs.CD_byte;
            case I16, U16 -> ConstantDescs.CD_short;
            case I32 -> ConstantDescs.CD_int;
            case I64 -> ConstantDescs.CD_long;
            case F32 -> ConstantDescs.CD_float;
            case F64 -> ConstantDescs.CD_double;
          };
      case StructType struct -> ClassDesc.of(className(struct));
      case BufferType buffer -> SEGMENT;
      default -> throw new IllegalArgumentException("a filetest cannot pass a " + type);
    };
  }

  private static boolean isCallable(Function function) {
    return function.isExported()
        && function.parameters().allSatisfy(p -> !p.type().isReference())
        && function.result().map(t -> !t.isReference()).orElse(true);
  }

  private byte[] entries() {
    return ClassFile.of()
        .build(
            ClassDesc.of(PACKAGE + "Entries"),
            builder -> {
              builder.withFlags(AccessFlag.PUBLIC, AccessFlag.INTERFACE, AccessFlag.ABSTRACT);
              for (Function function : program.functions().select(HostCaller::isCallable)) {
                List<ClassDesc> parameters = new ArrayList<>();
                for (Parameter parameter : function.parameters()) {
                  parameters.add(describe(parameter.type()));
                }
                parameters.add(LIST);
                ClassDesc result =
                    function.result().map(HostCaller::describe).orElse(ConstantDescs.CD_void);
                builder.withMethod(
                    HostNames.javaName(function.name()),
                    MethodTypeDesc.of(result, parameters),
                    ClassFile.ACC_PUBLIC | ClassFile.ACC_ABSTRACT,
                    method -> {});
              }
            });
  }

  private static byte[] record(StructType struct) {
    ClassDesc self = ClassDesc.of(className(struct));
    ClassDesc recordClass = ClassDesc.of("java.lang.Record");
    List<ClassDesc> types = struct.fields().collect(f -> describe(f.type())).castToList();
    return ClassFile.of()
        .build(
            self,
            builder -> {
              builder.withSuperclass(recordClass);
              builder.withFlags(AccessFlag.PUBLIC, AccessFlag.FINAL);
              List<RecordComponentInfo> components = new ArrayList<>();
              for (StructField field : struct.fields()) {
                String name = HostNames.javaName(field.name());
                ClassDesc type = describe(field.type());
                builder.withField(name, type, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
                components.add(RecordComponentInfo.of(name, type, List.of()));
                builder.withMethodBody(
                    name,
                    MethodTypeDesc.of(type),
                    ClassFile.ACC_PUBLIC,
                    code -> {
                      code.aload(0).getfield(self, name, type);
                      code.return_(java.lang.classfile.TypeKind.from(type));
                    });
              }
              builder.with(RecordAttribute.of(components));
              builder.withMethodBody(
                  ConstantDescs.INIT_NAME,
                  MethodTypeDesc.of(ConstantDescs.CD_void, types),
                  ClassFile.ACC_PUBLIC,
                  code -> {
                    code.aload(0)
                        .invokespecial(
                            recordClass,
                            ConstantDescs.INIT_NAME,
                            MethodTypeDesc.of(ConstantDescs.CD_void));
                    for (int i = 0; i < types.size(); i++) {
                      code.aload(0);
                      code.loadLocal(
                          java.lang.classfile.TypeKind.from(types.get(i)), code.parameterSlot(i));
                      code.putfield(
                          self, HostNames.javaName(struct.fields().get(i).name()), types.get(i));
                    }
                    code.return_();
                  });
              addObjectMethods(builder);
            });
  }

  /** A record's class must implement these; nobody calls them here. */
  private static void addObjectMethods(java.lang.classfile.ClassBuilder builder) {
    builder.withMethodBody(
        "hashCode",
        MethodTypeDesc.of(ConstantDescs.CD_int),
        ClassFile.ACC_PUBLIC,
        code -> code.iconst_0().ireturn());
    builder.withMethodBody(
        "equals",
        MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object),
        ClassFile.ACC_PUBLIC,
        code -> code.iconst_0().ireturn());
    builder.withMethodBody(
        "toString",
        MethodTypeDesc.of(ConstantDescs.CD_String),
        ClassFile.ACC_PUBLIC,
        code -> code.ldc("a struct").areturn());
  }
}
