package dev.luminar.examples;

import dev.luminar.host.ErrorRecord;
import dev.luminar.host.LuminarException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sums up a web server's log in Common Log Format; malformed lines are reported, none is lost. */
final class Logs implements Example {

  private static final int BLOCK = 1 << 20;

  /** The functions of logs.lum. */
  interface Functions {
    /** Sums up the log that the extern reads; the errors are the malformed lines. */
    void summarize(long block_size, long[] totals, long[] statuses, List<ErrorRecord> errors);
  }

  /** The externs of logs.lum. */
  public static final class Reader {
    private final InputStream in;
    private @Nullable IOException failure;

    Reader(InputStream in) {
      this.in = in;
    }

    /** Fills the buffer and gives the number of bytes, 0 at the end of the file. */
    public long read_block(byte[] into) {
      try {
        return in.readNBytes(into, 0, into.length);
      } catch (IOException e) {
        failure = e;
        throw new UncheckedIOException(e);
      }
    }

    /** Throws what a read failed with; the record of a failed extern does not say it. */
    private void check() throws IOException {
      if (failure != null) {
        throw failure;
      }
    }
  }

  @Override
  public String usage() {
    return "logs FILE: requests, bytes, statuses and malformed lines of an access log";
  }

  @Override
  public List<String> run(Target target, List<String> args) throws IOException {
    Path file = new Arguments("logs FILE", args, 1).readable(0);
    long[] totals = new long[3];
    long[] statuses = new long[600];
    List<ErrorRecord> errors = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      Reader reader = new Reader(in);
      try (var program =
          CompiledProgram.of("logs", target, MethodHandles.lookup(), Functions.class, reader)) {
        program.functions().summarize(BLOCK, totals, statuses, errors);
      } catch (LuminarException e) {
        reader.check();
        throw e;
      }
    }
    List<String> out = new ArrayList<>();
    out.add("requests " + totals[0]);
    out.add("bytes " + totals[1]);
    for (int status = 0; status < statuses.length; status++) {
      if (statuses[status] > 0) {
        out.add("status " + status + " " + statuses[status]);
      }
    }
    out.add("malformed " + errors.size());
    for (ErrorRecord error : errors) {
      out.add("error " + error.code() + " " + error.message());
    }
    if (totals[0] + errors.size() != totals[2]) {
      throw new IllegalStateException("of " + totals[2] + " lines some were lost");
    }
    return out;
  }
}
