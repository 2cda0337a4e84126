package dev.luminar.bench.kernels;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.bench.measure.MissingPeerException;
import dev.luminar.bench.measure.Settings;
import dev.luminar.emit.bytecode.BytecodeEmitter;
import dev.luminar.emit.c.NativeOptions;
import dev.luminar.emit.c.NativeProgram;
import dev.luminar.model.text.Parser;
import dev.luminar.nativeruntime.CompilerException;
import dev.luminar.nativeruntime.CompilerOfC;
import dev.luminar.plan.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All that run the kernels on this machine, ours first. What is missing is named on stderr with the
 * command that installs it.
 */
final class Peers implements AutoCloseable {
  private static final String PLACE = "luminar-bench/src/main/resources/dev/luminar/bench/kernels";

  /**
   * Every function is bound when the library is loaded. Clang's OpenMP has all the functions of
   * gcc's too, and moves to the global scope when it starts: what gcc's peer binds later goes to
   * clang's, whose threads know nothing of gcc's team, and each of them runs the whole loop.
   */
  private static final String BIND_NOW = "-Wl,-z,now";

  private static final List<String> OPENMP = with(CPeer.FLAGS, "-fopenmp", BIND_NOW);
  private static final List<String> TBB =
      List.of("-std=c++17", "-O3", "-fno-math-errno", "-fPIC", "-shared", "-pthread");

  private final Settings settings;
  private final int threads = Runtime.getRuntime().availableProcessors();
  private final List<Implementation> all = new ArrayList<>();
  private final List<NativeProgram> programs = new ArrayList<>();
  private boolean isMissing;

  private Peers(Settings settings) {
    this.settings = settings;
  }

  /**
   * Compiles and binds all.
   *
   * @throws MissingPeerException if one is missing and the settings do not skip it
   */
  static Peers open(Settings settings) throws IOException {
    Peers peers = new Peers(settings);
    peers.openAll();
    return peers;
  }

  private static List<String> with(List<String> flags, String... more) {
    List<String> all = new ArrayList<>(flags);
    all.addAll(List.of(more));
    return List.copyOf(all);
  }

  private void openAll() throws IOException {
    Plan plan = plan();
    say(
        "threads: "
            + threads
            + " everywhere; sources: "
            + PLACE
            + ", "
            + JavaThreads.class.getName());
    openC(plan);
    var ours = new BytecodeEmitter().emit(plan).bind(MethodHandles.lookup(), ArrayKernels.class);
    all.add(Implementation.of(Implementation.OURS, ours));
    all.add(Implementation.of("java-threads", new JavaThreads(threads)));
    all.add(Implementation.of("java-streams", new JavaStreams()));
    all.add(Implementation.of("java-loop", new JavaLoop()));
    if (isMissing && !settings.skipMissing()) {
      close();
      throw new MissingPeerException();
    }
  }

  private void openC(Plan plan) throws IOException {
    CompilerOfC compiler;
    try {
      compiler = CompilerOfC.find();
    } catch (CompilerException e) {
      missing("a C compiler, so all of target c", "apt-get install gcc libc6-dev");
      return;
    }
    String flags = String.join(" ", CPeer.FLAGS);
    say("luminar (c), pthreads, loop: %s, %s %s".formatted(version(compiler), compiler, flags));
    NativeProgram program =
        NativeProgram.compile(
            plan, NativeOptions.DEFAULT.withCompiler(compiler.command().toArray(String[]::new)));
    programs.add(program);
    all.add(
        Implementation.of(
            Implementation.OURS, program.bind(MethodHandles.lookup(), NativeKernels.class)));
    all.add(Implementation.of("pthreads", peer(compiler, "pthreads.c")));
    // gcc's before clang's: see BIND_NOW
    openPeer("openmp-gcc", "gcc", "openmp.c", OPENMP, List.of(), "apt-get install gcc");
    openPeer(
        "openmp-clang", "clang", "openmp.c", OPENMP, List.of(), "apt-get install clang libomp-dev");
    openPeer("tbb", "g++", "tbb.cpp", TBB, List.of("-ltbb"), "apt-get install g++ libtbb-dev");
    all.add(Implementation.of("loop", peer(compiler, "loop.c")));
  }

  private CPeer peer(CompilerOfC compiler, String source) throws IOException {
    return CPeer.compile(compiler, source, CPeer.FLAGS, List.of("-lm"), threads);
  }

  /** Opens a peer that has a compiler and libraries of its own. */
  private void openPeer(
      String name,
      String command,
      String source,
      List<String> flags,
      List<String> libraries,
      String install)
      throws IOException {
    CompilerOfC compiler = CompilerOfC.of(List.of(command));
    List<String> linked = new ArrayList<>(libraries);
    linked.add("-lm");
    try {
      CPeer peer = CPeer.compile(compiler, source, flags, linked, threads);
      say("%s: %s, %s %s".formatted(name, version(compiler), command, String.join(" ", flags)));
      all.add(Implementation.of(name, peer));
    } catch (CompilerException | IllegalArgumentException e) {
      missing(name, install); // the compiler, its library, or the shared library at load time
    }
  }

  private void missing(String what, String install) {
    isMissing = true;
    say("not installed: " + what + "; install it with: " + install);
  }

  private static void say(String line) {
    System.err.println("bare-metal: " + line);
  }

  /** The first line of what the compiler says about itself. */
  private static String version(CompilerOfC compiler) throws IOException {
    Path folder = Files.createTempDirectory("luminar-bench");
    try {
      return compiler.run(folder, List.of("--version")).lines().findFirst().orElse("?");
    } finally {
      Files.delete(folder);
    }
  }

  static Plan plan() throws IOException {
    try (InputStream in = Peers.class.getResourceAsStream("kernels.lum")) {
      if (in == null) {
        throw new IllegalStateException("the resource kernels.lum is missing");
      }
      return Analyzer.plan(Parser.parse("kernels.lum", in.readAllBytes()).orThrow());
    }
  }

  /** Ours and the peers, of both targets. */
  List<Implementation> all() {
    return List.copyOf(all);
  }

  @Override
  public void close() {
    programs.forEach(NativeProgram::close);
  }
}
