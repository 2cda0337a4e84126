package dev.luminar.examples;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Counts the words of all files in a directory tree by map and reduce, checked against plain Java.
 * The tree is read here; batches of whole words go through the program.
 */
final class Words implements Example {

  /** About how many bytes go through the program at a time; a word is never cut. */
  private static final int BATCH = 1 << 20;

  private static final int MAPPERS = 4;
  private static final int REDUCERS = 4;
  private static final String USAGE = "words FOLDER TOP";

  /** The functions of words.lum. */
  interface Functions {
    /** Counts the words of a text; gives how many different ones were found. */
    long count(
        byte[] text, long mappers, long reducers, long[] starts, long[] lengths, long[] numbers);
  }

  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, Long> plain = new HashMap<>();

  @Override
  public String usage() {
    return USAGE + ": the most frequent words of all files of a directory tree";
  }

  @Override
  public List<String> run(Target target, List<String> args) throws IOException {
    Arguments arguments = new Arguments(USAGE, args, 2);
    Path folder = arguments.folder(0);
    long top = arguments.number(1, "TOP", 0, Integer.MAX_VALUE);
    List<Path> files;
    try (Stream<Path> tree = Files.walk(folder)) {
      files = tree.filter(Files::isRegularFile).sorted().toList();
    }
    counts.clear();
    plain.clear();
    try (var program =
        CompiledProgram.of("words", target, MethodHandles.lookup(), Functions.class)) {
      ByteArrayOutputStream batch = new ByteArrayOutputStream();
      for (Path file : files) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
          for (int b = in.read(); b >= 0; b = in.read()) {
            batch.write(b);
            if (batch.size() >= BATCH && !isLetter(b)) {
              count(program.functions(), batch);
            }
          }
        }
        batch.write('\n');
      }
      count(program.functions(), batch);
    }
    if (!counts.equals(plain)) {
      throw new IllegalStateException("the counts differ from those of plain Java");
    }
    return lines(files.size(), top);
  }

  private List<String> lines(int files, long top) {
    List<String> out = new ArrayList<>();
    out.add("files " + files);
    out.add("words " + counts.values().stream().mapToLong(Long::longValue).sum());
    out.add("different " + counts.size());
    Comparator<Map.Entry<String, Long>> order = Map.Entry.comparingByValue();
    counts.entrySet().stream()
        .sorted(order.reversed().thenComparing(Map.Entry.comparingByKey()))
        .limit(top)
        .forEach(entry -> out.add(entry.getValue() + " " + shown(entry.getKey())));
    return out;
  }

  /** Counts the words of a batch with the program and without it, and empties the batch. */
  private void count(Functions functions, ByteArrayOutputStream batch) {
    byte[] text = batch.toByteArray();
    batch.reset();
    // A word and the byte behind it are two bytes at least.
    long[] starts = new long[text.length / 2 + 1];
    long[] lengths = new long[starts.length];
    long[] numbers = new long[starts.length];
    long different = functions.count(text, MAPPERS, REDUCERS, starts, lengths, numbers);
    for (int k = 0; k < different; k++) {
      counts.merge(word(text, (int) starts[k], (int) lengths[k]), numbers[k], Long::sum);
    }
    int start = 0;
    for (int at = 0; at <= text.length; at++) {
      if (at == text.length || !isLetter(text[at] & 255)) {
        if (at > start) {
          plain.merge(word(text, start, at - start), 1L, Long::sum);
        }
        start = at + 1;
      }
    }
  }

  /** In lower case, a character for each byte: texts that are not UTF-8 keep their words apart. */
  private static String word(byte[] text, int start, int length) {
    byte[] word = new byte[length];
    for (int i = 0; i < length; i++) {
      byte b = text[start + i];
      word[i] = b >= 'A' && b <= 'Z' ? (byte) (b | 32) : b;
    }
    return new String(word, StandardCharsets.ISO_8859_1);
  }

  private static String shown(String word) {
    return new String(word.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static boolean isLetter(int b) {
    return b >= 128 || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
  }
}
