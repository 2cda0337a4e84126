package dev.luminar.testkit.random;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A number of random programs, run on all targets by processes that do nothing else: one that
 * crashes or hangs is a finding about the program it ran, and another one goes on behind it.
 */
final class RandomRun {
  /** Programs that are compiled together. */
  static final int BATCH = 40;

  /** Behind so many findings no more batches begin. */
  private static final int FINDINGS_MAX = 30;

  private static final long SILENCE_SECONDS_MAX = 240;

  private final long seed;
  private final int from;
  private final int count;
  private final List<String> command;
  private final PrintStream out;
  private final Deque<Integer> batches = new ArrayDeque<>();
  private final Map<Integer, String> digests = new TreeMap<>();
  private final Map<String, Integer> refused = new TreeMap<>();
  private final List<String> findings = new ArrayList<>();
  private int accepted;
  private int done;
  private final long start = System.nanoTime();

  /**
   * What came of a run.
   *
   * @param findings a text for each difference, crash and hang
   * @param accepted how many programs were accepted, which are those that ran
   * @param refused how many were not
   * @param digest a fingerprint of programs and answers, the same for one seed and range
   */
  record Report(List<String> findings, int accepted, int refused, String digest) {}

  private RandomRun(long seed, int from, int count, List<String> command, PrintStream out) {
    this.seed = seed;
    this.from = from;
    this.count = count;
    this.command = command;
    this.out = out;
  }

  /**
   * Runs the programs numbered {@code from} to {@code from + count - 1} of a seed.
   *
   * @param jobs the number of processes
   * @param command how each is started, see {@link ChildCommand}
   * @param out where progress and findings are printed
   */
  static Report run(
      long seed, int from, int count, int jobs, List<String> command, PrintStream out) {
    return new RandomRun(seed, from, count, command, out).run(jobs);
  }

  private Report run(int jobs) {
    for (int k = 0; k * BATCH < count; k++) {
      batches.add(k);
    }
    List<Thread> threads = new ArrayList<>();
    for (int k = 0; k < jobs; k++) {
      Thread thread = new Thread(this::serve, "luminar-random-" + k);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    int others = refused.values().stream().mapToInt(Integer::intValue).sum();
    String digest = Digest.of(String.join(" ", digests.values()));
    say(
        "seed %d, programs %d to %d: %d ran in %d s, %d findings, digest %s"
            .formatted(seed, from, from + count - 1, done, seconds(), findings.size(), digest));
    say(
        "%d of %d generated programs were accepted (%.1f %%); the others: %s"
            .formatted(
                accepted,
                accepted + others,
                100.0 * accepted / Math.max(1, accepted + others),
                refused));
    return new Report(List.copyOf(findings), accepted, others, digest);
  }

  private long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
  }

  private synchronized void say(String line) {
    out.println(line);
    out.flush();
  }

  private synchronized Integer next() {
    return findings.size() >= FINDINGS_MAX ? null : batches.poll();
  }

  private void serve() {
    Child child = null;
    try {
      for (Integer batch = next(); batch != null; batch = next()) {
        Set<Integer> skipped = new HashSet<>();
        boolean isDone = false;
        while (!isDone && skipped.size() < BATCH / 2) {
          child = child == null ? new Child() : child;
          isDone = child.run(batch, skipped);
          if (!isDone) {
            child.close();
            child = null;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (child != null) {
        child.close();
      }
    }
  }

  private synchronized void found(int index, String where, String what) {
    String finding =
        "program %d of seed %d on %s:\n%s".formatted(index, seed, where, what.stripTrailing());
    findings.add(finding);
    say("\nDIFFERENCE " + finding + "\n");
  }

  private synchronized void finished(int batch, String digest) {
    digests.put(batch, digest);
    int before = done;
    done += Math.min(count, (batch + 1) * BATCH) - batch * BATCH;
    if (before / 200 != done / 200) {
      say("%d programs, %d findings, %d s".formatted(done, findings.size(), seconds()));
    }
  }

  private synchronized void refused(String code, String message) {
    String what = message.replaceAll("'[^']*'", "'...'");
    refused.merge((code + " " + what).strip(), 1, Integer::sum);
  }

  /** A process that runs batches. */
  private final class Child {
    private final Process process;
    private final BufferedReader in;
    private final Writer commands;
    private final Deque<String> others = new ArrayDeque<>();
    private volatile long heard = System.nanoTime();
    private volatile boolean isHung;
    private int index = -1;
    private String where = "start";

    Child() throws IOException {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectErrorStream(true);
      process = builder.start();
      in =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      commands = process.outputWriter(StandardCharsets.UTF_8);
      Thread watch = new Thread(this::watch, "luminar-random-watch");
      watch.setDaemon(true);
      watch.start();
    }

    private void watch() {
      try {
        while (!process.waitFor(1, TimeUnit.SECONDS)) {
          long silent = System.nanoTime() - heard;
          if (silent > TimeUnit.SECONDS.toNanos(SILENCE_SECONDS_MAX)) {
            isHung = true;
            process.destroyForcibly();
            return;
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** Returns whether the batch is done; otherwise the process is not there any more. */
    boolean run(int batch, Set<Integer> skipped) throws IOException {
      int first = from + batch * BATCH;
      int end = Math.min(from + count, first + BATCH);
      String others = skipped.stream().map(k -> " " + k).collect(Collectors.joining());
      heard = System.nanoTime();
      index = first;
      try {
        commands.write(batch + " " + first + " " + end + others + "\n");
        commands.flush();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          heard = System.nanoTime();
          if (answered(line)) {
            return true;
          }
        }
      } catch (IOException e) {
        this.others.add(e.toString());
      }
      String what = isHung ? "it did not end in time" : "the process died";
      found(index, where, what + "\n" + String.join("\n", this.others));
      if (!skipped.add(index)) {
        throw new IllegalStateException("program " + index + " ends the process although skipped");
      }
      return false;
    }

    private boolean answered(String line) {
      if (!line.startsWith(Worker.MARK)) {
        others.add(line);
        if (others.size() > 40) {
          others.poll();
        }
        return false;
      }
      String[] words = line.substring(Worker.MARK.length()).split("\t", -1);
      for (int i = 1; i < words.length; i++) {
        words[i] =
            words[i]
                .replace("\\\\", "\u0000")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\u0000", "\\");
      }
      switch (words[0]) {
        case "at" -> {
          index = Integer.parseInt(words[1]);
          where = words[2];
        }
        case "accepted" -> {
          synchronized (RandomRun.this) {
            accepted++;
          }
        }
        case "refused" -> refused(words[1], words[2]);
        case "difference" -> found(Integer.parseInt(words[1]), words[2], words[3] + words[4]);
        case "done" -> {
          finished(Integer.parseInt(words[1]), words[2]);
          return true;
        }
        default -> throw new IllegalStateException(line);
      }
      return false;
    }

    void close() {
      process.destroyForcibly();
    }
  }
}
