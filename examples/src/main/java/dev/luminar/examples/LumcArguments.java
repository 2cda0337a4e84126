package dev.luminar.examples;

import dev.luminar.model.Function;
import dev.luminar.model.Parameter;
import dev.luminar.model.type.BufferType;
import dev.luminar.testkit.value.BufferValue;
import dev.luminar.testkit.value.Value;
import dev.luminar.testkit.value.ValueParser;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Reads the arguments of {@code lumc --run}. */
final class LumcArguments {

  private LumcArguments() {}

  static List<Value> read(Function function, List<String> texts) {
    if (texts.size() != function.parameters().size()) {
      throw new UsageException(
          function.name()
              + " takes "
              + function.parameters().size()
              + " arguments "
              + function
                  .parameters()
                  .collect(p -> p.name() + ": " + p.type())
                  .makeString("(", ", ", ")")
              + ", not "
              + texts.size());
    }
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      values.add(value(function.parameters().get(i), texts.get(i)));
    }
    return values;
  }

  private static Value value(Parameter parameter, String text) {
    try {
      if (text.startsWith("@") && parameter.type() instanceof BufferType type) {
        return file(type, text.substring(1));
      }
      return ValueParser.parse(text, parameter.type());
    } catch (IllegalArgumentException e) {
      throw new UsageException("argument '" + parameter.name() + "': " + e.getMessage());
    } catch (OutOfMemoryError e) {
      throw new UsageException("argument '" + parameter.name() + "' does not fit into memory");
    }
  }

  private static Value file(BufferType type, String name) {
    Path path = Path.of(name);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MemorySegment memory = Arena.ofAuto().allocate(channel.size(), 8);
      long at = 0;
      while (at < memory.byteSize()) {
        long piece = Math.min(memory.byteSize() - at, 1 << 24);
        int read = channel.read(memory.asSlice(at, piece).asByteBuffer());
        if (read < 0) {
          throw new UsageException("the file '" + name + "' shrank while it was read");
        }
        at += read;
      }
      return new BufferValue(type, memory);
    } catch (IOException e) {
      throw new UsageException("cannot read the file '" + name + "'");
    }
  }
}
