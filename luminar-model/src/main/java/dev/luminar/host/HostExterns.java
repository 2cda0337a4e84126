package dev.luminar.host;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.type.Type;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * An object that implements a program's externs, checked: for each extern it has one public method
 * of that name, with the Java types of the extern's parameters and result.
 *
 * <p>A buffer parameter may be an array, a {@code ByteBuffer} or a {@code MemorySegment}. The last
 * two see the program's memory itself; an array is the program's own where the buffer is a whole
 * array, and else a copy that is copied back.
 */
public final class HostExterns {
  private final Bound[] methods;

  private record Bound(MethodHandle handle, HostForm[] forms, @Nullable RecordShape result) {}

  private HostExterns(Bound[] methods) {
    this.methods = methods;
  }

  /**
   * Checks an object against a program's externs.
   *
   * @param lookup the user's access rights, for classes that are not public
   * @throws IllegalArgumentException naming extern and parameter, if they do not fit
   */
  public static HostExterns of(Lookup lookup, Object externs, HostProgram program) {
    requireNonNull(lookup, "lookup");
    requireNonNull(externs, "externs");
    requireNonNull(program, "program");
    ImmutableList<HostFunction> wanted = program.externs();
    Bound[] methods = new Bound[wanted.size()];
    for (int i = 0; i < methods.length; i++) {
      methods[i] = bound(lookup, externs, wanted.get(i));
    }
    return new HostExterns(methods);
  }

  /**
   * Calls an extern. Arguments and result have the forms of {@link HostInterface.Runner#run}; a
   * string is a {@code String}.
   *
   * @param extern position in {@link HostProgram#externs()}
   * @throws Throwable what the user's method throws
   */
  public @Nullable Object call(int extern, Object... arguments) throws Throwable {
    Bound bound = methods[extern];
    HostForm[] forms = bound.forms;
    Object[] given = new Object[forms.length];
    boolean copied = false;
    for (int i = 0; i < forms.length; i++) {
      switch (forms[i]) {
        case HostForm.Buffer buffer -> {
          given[i] = host(buffer, (MemorySegment) arguments[i]);
          copied |= buffer.type().isArray();
        }
        case HostForm.Struct struct -> given[i] = struct.shape().make((Object[]) arguments[i]);
        default -> given[i] = arguments[i];
      }
    }
    Object result = bound.handle.invoke(given);
    for (int i = 0; copied && i < forms.length; i++) {
      if (forms[i] instanceof HostForm.Buffer buffer && buffer.type().isArray()) {
        copyBack((MemorySegment) arguments[i], given[i]);
      }
    }
    return bound.result == null
        ? result
        : bound.result.read(requireNonNull(result, "the result of an extern"));
  }

  private static Object host(HostForm.Buffer buffer, MemorySegment segment) {
    if (buffer.type() == MemorySegment.class) {
      return segment;
    }
    if (!buffer.type().isArray()) {
      return segment.asByteBuffer().order(ByteOrder.nativeOrder());
    }
    Object base = segment.heapBase().orElse(null);
    if (base != null
        && base.getClass() == buffer.type()
        && segment.address() == 0
        && segment.byteSize() == (long) Array.getLength(base) * buffer.elementBytes()) {
      return base;
    }
    Object copy =
        Array.newInstance(
            buffer.type().getComponentType(),
            Math.toIntExact(segment.byteSize() / buffer.elementBytes()));
    HostMemory.segment(copy, "").copyFrom(segment);
    return copy;
  }

  private static void copyBack(MemorySegment segment, Object array) {
    if (segment.heapBase().orElse(null) != array) {
      segment.copyFrom(HostMemory.segment(array, ""));
    }
  }

  private static Bound bound(Lookup lookup, Object externs, HostFunction extern) {
    String place = "extern " + extern.name();
    List<Method> named = new ArrayList<>();
    String name = HostNames.javaName(extern.name());
    for (Method method : externs.getClass().getMethods()) {
      if (method.getName().equals(name) && !method.isBridge()) {
        named.add(method);
      }
    }
    int count = extern.parameters().size();
    List<Method> fitting = named.stream().filter(m -> m.getParameterCount() == count).toList();
    if (fitting.size() != 1) {
      String found =
          fitting.isEmpty()
              ? named.isEmpty() ? "no public method" : "none with that many parameters"
              : "several";
      throw new IllegalArgumentException(
          place
              + ": "
              + externs.getClass().getTypeName()
              + " must have one public method for "
              + extern
              + ", and has "
              + found);
    }
    Method method = fitting.get(0);
    HostForm[] forms = new HostForm[count];
    for (int i = 0; i < count; i++) {
      HostParameter parameter = extern.parameters().get(i);
      forms[i] =
          HostForm.of(
              lookup,
              method.getParameterTypes()[i],
              parameter.type(),
              place + ", parameter " + parameter.name() + ": ");
    }
    RecordShape shape = null;
    if (extern.result().isPresent()) {
      Type result = extern.result().get();
      HostForm form = HostForm.of(lookup, method.getReturnType(), result, place + ", result: ");
      shape = form instanceof HostForm.Struct struct ? struct.shape() : null;
    } else if (method.getReturnType() != void.class) {
      throw new IllegalArgumentException(place + ": the method must return void");
    }
    MethodHandle handle = RecordShape.Access.method(lookup, method, place + ": ");
    if (!java.lang.reflect.Modifier.isStatic(method.getModifiers())) {
      handle = handle.bindTo(externs);
    }
    return new Bound(handle.asFixedArity().asSpreader(Object[].class, count), forms, shape);
  }
}
