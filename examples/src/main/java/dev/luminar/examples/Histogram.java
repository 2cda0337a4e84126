package dev.luminar.examples;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Byte histogram and line count of a file, read in pieces, checked against plain Java. */
final class Histogram implements Example {

  private static final int PIECE = 8 << 20;

  /** The functions of histogram.lum. */
  interface Functions {
    /** Adds the occurrences of each byte value to {@code counts}; gives the number of line ends. */
    long count(byte[] data, long[] counts);
  }

  @Override
  public String usage() {
    return "histogram FILE: how often each byte value occurs, and how many lines there are";
  }

  @Override
  public List<String> run(Target target, List<String> args) throws IOException {
    Path file = new Arguments("histogram FILE", args, 1).readable(0);
    long[] counts = new long[256];
    long[] plain = new long[256];
    long lines = 0;
    try (var program =
            CompiledProgram.of("histogram", target, MethodHandles.lookup(), Functions.class);
        InputStream in = Files.newInputStream(file)) {
      byte[] piece = new byte[PIECE];
      for (int n = in.readNBytes(piece, 0, PIECE); n > 0; n = in.readNBytes(piece, 0, PIECE)) {
        byte[] data = n == PIECE ? piece : Arrays.copyOf(piece, n);
        lines += program.functions().count(data, counts);
        for (byte b : data) {
          plain[b & 255]++;
        }
      }
    }
    if (!Arrays.equals(counts, plain) || lines != plain['\n']) {
      throw new IllegalStateException("the counts differ from those of plain Java");
    }
    List<String> out = new ArrayList<>();
    for (int value = 0; value < 256; value++) {
      if (counts[value] > 0) {
        out.add("byte " + value + " " + counts[value]);
      }
    }
    out.add("lines " + lines);
    return out;
  }
}
