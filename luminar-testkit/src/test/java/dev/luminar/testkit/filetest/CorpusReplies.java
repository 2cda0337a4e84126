package dev.luminar.testkit.filetest;

import dev.luminar.host.ErrorRecord;
import dev.luminar.host.PathStep;
import dev.luminar.model.Function;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.Type;
import dev.luminar.testkit.interpreter.Outcome;
import dev.luminar.testkit.value.BufferValue;
import dev.luminar.testkit.value.Value;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;

/**
 * What the host that {@link CorpusDriver} writes has printed, as a target that answers the same
 * calls in the same order.
 */
final class CorpusReplies implements Target.Loaded {
  private static final String ALLOCATION_FAILED = "WARNING: AddressSanitizer failed to allocate 0x";
  private static final int OK = 0;
  private static final int FAILED = 1;

  private final List<String[]> lines;
  private int at;

  /** Takes all lines that a driver printed; those of others are left out. */
  CorpusReplies(String output) {
    lines =
        output
            .lines()
            .filter(line -> line.startsWith("@"))
            .map(line -> line.substring(1).split(" ", -1))
            .toList();
  }

  /** What sanitizers reported. That they have no memory for a huge buffer is no report. */
  static String report(String output) {
    return output
        .lines()
        .filter(line -> !line.startsWith("@") && !line.contains(ALLOCATION_FAILED))
        .collect(Collectors.joining("\n"));
  }

  /** The line of the filetest whose call was the last to begin. */
  static String lastCase(String output) {
    String last = "no call";
    for (String line : (Iterable<String>) output.lines()::iterator) {
      last = line.startsWith("@case ") ? "the call of line " + line.substring(6) : last;
      last = line.startsWith("@shutdown") ? "the end, after all calls" : last;
    }
    return last;
  }

  @Override
  public Outcome call(Function function, List<Value> arguments) {
    take("case");
    int status = Integer.parseInt(take("status")[1]);
    Optional<Value> result = function.result().map(type -> value(type, bytes(take("result")[1])));
    if (!take("lost")[1].equals("0")) {
      throw new IllegalStateException("records were lost");
    }
    MutableList<ErrorRecord> records = Lists.mutable.empty();
    while (sees("error")) {
      records.add(error());
    }
    for (Value argument : arguments) {
      if (argument instanceof BufferValue buffer) {
        buffer.memory().copyFrom(MemorySegment.ofArray(bytes(take("buffer")[1])));
      }
    }
    if (status != OK && (status != FAILED || records.isEmpty())) {
      throw new IllegalStateException("status " + status + ", records " + records);
    }
    return status == OK
        ? new Outcome(result, Optional.empty(), records.toImmutable())
        : new Outcome(
            Optional.empty(), Optional.of(records.getFirst()), records.toImmutable().drop(1));
  }

  /** Checks what comes after the last call. */
  @Override
  public void close() {
    String status = take("shutdown")[1];
    if (!status.equals("0")) {
      throw new IllegalStateException("the program's shutdown gives status " + status);
    }
  }

  private ErrorRecord error() {
    String type = text(take("error")[1]);
    String message = text(take("message")[1]);
    String file = text(take("file")[1]);
    String[] place = take("place");
    MutableList<PathStep> path = Lists.mutable.empty();
    while (sees("step")) {
      String[] step = take("step");
      path.add(
          new PathStep(Long.parseLong(step[1]), Long.parseLong(step[2]), Long.parseLong(step[3])));
    }
    return new ErrorRecord(
        type,
        Long.parseLong(place[1]),
        message,
        file,
        Integer.parseInt(place[2]),
        path.toImmutable());
  }

  private boolean sees(String word) {
    return at < lines.size() && lines.get(at)[0].equals(word);
  }

  private String[] take(String word) {
    if (!sees(word)) {
      throw new IllegalStateException(
          "the driver printed "
              + (at < lines.size() ? String.join(" ", lines.get(at)) : "nothing more")
              + " where '"
              + word
              + "' should stand");
    }
    return lines.get(at++);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String text(String hex) {
    return new String(bytes(hex), StandardCharsets.UTF_8);
  }

  private static Value value(Type type, byte[] bytes) {
    BufferType one = new BufferType((ElementType) type, false);
    return new BufferValue(one, MemorySegment.ofArray(bytes)).get(0);
  }
}
