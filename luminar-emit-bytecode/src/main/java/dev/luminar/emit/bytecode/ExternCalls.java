package dev.luminar.emit.bytecode;

import dev.luminar.host.HostExterns;
import dev.luminar.host.HostFunction;
import dev.luminar.host.HostMemory;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.StructType;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Implements the emitted interface of externs by the host's object. */
final class ExternCalls {
  private final LoadedProgram program;
  private final ClassFiles.Origin origin;
  private final HostExterns externs;
  private final StructValues structs;

  ExternCalls(
      LoadedProgram program, ClassFiles.Origin origin, HostExterns externs, StructValues structs) {
    this.program = program;
    this.origin = origin;
    this.externs = externs;
    this.structs = structs;
  }

  Object implement() {
    Class<?> type = program.load(origin.layout().externsType().getClassName());
    Map<Method, Integer> numbers = new HashMap<>();
    for (Method method : type.getMethods()) {
      for (int i = 0; i < origin.program().externs().size(); i++) {
        if (origin.layout().externName(i).equals(method.getName())) {
          numbers.put(method, i);
        }
      }
    }
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          Integer number = numbers.get(method);
          if (number == null) {
            return method.invoke(externs, arguments);
          }
          return call(number, arguments == null ? new Object[0] : arguments);
        });
  }

  private @Nullable Object call(int extern, Object[] values) throws Throwable {
    HostFunction signature = origin.program().externs().get(extern);
    Object[] arguments = new Object[signature.parameters().size()];
    int at = 0;
    for (int i = 0; i < arguments.length; i++) {
      switch (signature.parameters().get(i).type()) {
        case BufferType buffer -> {
          arguments[i] = slice(buffer, values[at], (int) values[at + 1], (int) values[at + 2]);
          at += 3;
        }
        case StructType struct -> arguments[i] = structs.fields(struct, values[at++]);
        default -> arguments[i] = values[at++];
      }
    }
    Object result = externs.call(extern, arguments);
    return signature.result().isPresent() && signature.result().get() instanceof StructType struct
        ? structs.make(struct, (Object[]) result)
        : result;
  }

  private static MemorySegment slice(BufferType buffer, Object array, int offset, int length) {
    long size = HostMemory.elementBytes(buffer);
    // The offset counts elements of the array: bytes, where the elements are structs.
    long start = buffer.element() instanceof StructType ? offset : offset * size;
    return CallMemory.segment(array).asSlice(start, length * size);
  }
}
