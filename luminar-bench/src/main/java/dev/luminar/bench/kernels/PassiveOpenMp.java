package dev.luminar.bench.kernels;

import dev.luminar.bench.measure.Row;
import dev.luminar.bench.measure.Samples;
import dev.luminar.bench.measure.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * OpenMP whose threads sleep between blocks instead of spinning. Its runtime reads that from the
 * environment when it is loaded, so a JVM of its own measures it, ours beside it as always.
 */
final class PassiveOpenMp {
  private static final String MAIN = "dev.luminar.bench.Main";
  private static final String POLICY = "OMP_WAIT_POLICY";
  private static final String CASE = "steps-";
  private static final String PEER = "openmp";

  private PassiveOpenMp() {}

  /** The rows of the case of small steps; none in a JVM that has the policy already. */
  static List<Row> rows(Settings settings) throws IOException {
    boolean isWanted = CASE.contains(settings.only()) || settings.only().startsWith(CASE);
    if (!isWanted || System.getenv(POLICY) != null) {
      return List.of();
    }
    List<Row> rows = new ArrayList<>();
    for (String line : child(settings).lines().toList()) {
      String[] cells = line.split("\t", -1);
      if (cells.length == 9 && cells[2].equals("c") && cells[5].startsWith(PEER)) {
        rows.add(
            new Row(
                cells[0],
                cells[1],
                cells[2],
                Samples.of(Double.parseDouble(cells[3])),
                cells[4],
                cells[5] + "-passive",
                Samples.of(Double.parseDouble(cells[6])),
                OptionalDouble.of(1.0)));
      }
    }
    return rows;
  }

  private static String child(Settings settings) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED"));
    String modules = System.getProperty("jdk.module.path");
    Module module = PassiveOpenMp.class.getModule();
    if (module.isNamed() && modules != null) {
      String name = module.getName();
      command.addAll(
          List.of("--enable-native-access=" + name + ",dev.luminar.emit.c", "-p", modules));
      command.addAll(List.of("-m", name + "/" + MAIN));
    } else {
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    }
    command.addAll(List.of(BareMetalSuite.NAME, "--tsv", "--skip-missing", "--case", CASE));
    settings.runs().ifPresent(runs -> command.addAll(List.of("--runs", "" + runs)));
    if (settings.isSmall()) {
      command.add("--small");
    }
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put(POLICY, "passive");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException("measuring with " + POLICY + " failed: " + status);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the child ran", e);
    }
    return output;
  }
}
