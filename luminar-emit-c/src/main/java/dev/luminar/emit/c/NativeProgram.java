package dev.luminar.emit.c;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticException;
import dev.luminar.host.HostExterns;
import dev.luminar.host.HostInterface;
import dev.luminar.host.HostProgram;
import dev.luminar.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A program that was compiled by the system's C compiler and runs in this process.
 *
 * <pre>{@code
 * interface Stats {
 *   double sum(double[] xs);
 * }
 *
 * try (NativeProgram program = NativeProgram.compile(plan)) {
 *   Stats stats = program.bind(Stats.class);
 *   double total = stats.sum(new double[] {1, 2, 3});
 * }
 * }</pre>
 *
 * <p>Arrays and buffers on the heap are copied in and out; direct byte buffers and native memory
 * segments are used in place. Any number of threads may call at the same time. The library needs
 * native access: {@code --enable-native-access=dev.luminar.emit.c} (or {@code ALL-UNNAMED} on the
 * class path) keeps the virtual machine from warning about it.
 *
 * <p>{@link #close} waits for running calls, stops the program's runtime, and takes the code out of
 * memory; a call after it throws {@link IllegalStateException}.
 */
public final class NativeProgram implements AutoCloseable {
  private final Plan plan;
  private final CFiles files;
  private final HostProgram host;
  private final NativeOptions options;
  private final byte[] library;
  private final List<NativeLibrary> loaded = new ArrayList<>();
  private boolean isClosed;

  private NativeProgram(Plan plan, CFiles files, NativeOptions options, byte[] library) {
    this.plan = plan;
    this.files = files;
    this.host = HostProgram.of(plan);
    this.options = options;
    this.library = library;
  }

  /**
   * Emits and compiles a plan with {@link NativeOptions#DEFAULT}.
   *
   * @throws DiagnosticException LUM5001 if there is no C compiler, LUM5002 if it fails
   */
  public static NativeProgram compile(Plan plan) {
    return compile(plan, NativeOptions.DEFAULT);
  }

  /**
   * Emits and compiles a plan.
   *
   * @throws DiagnosticException LUM5001 if there is no C compiler, LUM5002 if it fails
   */
  public static NativeProgram compile(Plan plan, NativeOptions options) {
    requireNonNull(plan, "plan");
    requireNonNull(options, "options");
    CCompiler compiler = CCompiler.find(options);
    CFiles files = new CEmitter().emit(plan);
    try (PrivateFolder folder = PrivateFolder.create()) {
      return new NativeProgram(
          plan, files, options, build(plan, files, options, compiler, folder.path()));
    } catch (IOException e) {
      throw new UncheckedIOException("the emitted C could not be compiled", e);
    }
  }

  private static byte[] build(
      Plan plan, CFiles files, NativeOptions options, CCompiler compiler, Path folder)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-std=c11", "-O3", "-fno-math-errno"));
    options.flags().each(arguments::add);
    arguments.addAll(List.of("-fPIC", "-pthread", "-I."));
    List<String> flags = List.copyOf(arguments);
    arguments.addAll(List.of("-shared", "-o", "program.so"));
    for (Path file : files.writeTo(folder)) {
      String name = file.getFileName().toString();
      if (name.equals(RuntimeObject.SOURCE)) {
        arguments.add(RuntimeObject.in(folder, compiler, options.compiler().castToList(), flags));
      } else if (name.endsWith(".c")) {
        arguments.add(name);
      }
    }
    boolean needsUpcalls = plan.externs().notEmpty() && options.externs().isEmpty();
    Files.writeString(folder.resolve("luminar_host.c"), HostShims.print(plan, needsUpcalls));
    arguments.add("luminar_host.c");
    if (options.externs().isPresent()) {
      Files.writeString(folder.resolve("luminar_externs.c"), options.externs().get());
      arguments.add("luminar_externs.c");
    }
    arguments.add("-lm");
    LargestRoutine.check(plan);
    try {
      compiler.run(folder, arguments);
    } catch (DiagnosticException e) {
      throw LargestRoutine.explain(plan, e);
    }
    return Files.readAllBytes(folder.resolve("program.so"));
  }

  /** Returns the emitted C. */
  public CFiles files() {
    return files;
  }

  /**
   * Returns an object of the interface {@code type} whose methods call the program's functions.
   *
   * @throws IllegalArgumentException naming method and parameter, if the interface does not fit the
   *     program, or if the program has externs that were not given as C source
   * @throws IllegalStateException if the program is closed
   */
  public <T> T bind(Class<T> type) {
    return bind(MethodHandles.publicLookup(), type);
  }

  /**
   * As {@link #bind(Class)}; {@code externs} has a public method for each extern of the program.
   */
  public <T> T bind(Class<T> type, Object externs) {
    return bind(MethodHandles.publicLookup(), type, externs);
  }

  /** As {@link #bind(Class)}, with the rights of {@code lookup} for records that are not public. */
  public <T> T bind(Lookup lookup, Class<T> type) {
    return bindTo(lookup, type, Optional.empty());
  }

  /** As {@link #bind(Class, Object)}, with the rights of {@code lookup}. */
  public <T> T bind(Lookup lookup, Class<T> type, Object externs) {
    return bindTo(lookup, type, Optional.of(requireNonNull(externs, "externs")));
  }

  private <T> T bindTo(Lookup lookup, Class<T> type, Optional<Object> externs) {
    requireNonNull(lookup, "lookup");
    requireNonNull(type, "type");
    HostInterface<T> checked = HostInterface.of(lookup, type, host);
    boolean needsExterns = plan.externs().notEmpty() && options.externs().isEmpty();
    if (needsExterns && externs.isEmpty()) {
      throw new IllegalArgumentException(
          "the program "
              + plan.name()
              + " has externs: give bind an object that implements "
              + host.externs());
    }
    Optional<HostExterns> implemented =
        externs.filter(object -> needsExterns).map(object -> HostExterns.of(lookup, object, host));
    NativeLibrary target = load(implemented);
    return checked.implement("native program " + plan.name(), target);
  }

  /** Externs belong to one binding, so each binding that has some gets a library of its own. */
  private synchronized NativeLibrary load(Optional<HostExterns> externs) {
    if (isClosed) {
      throw new IllegalStateException("the native program " + plan.name() + " is closed");
    }
    if (externs.isEmpty() && !loaded.isEmpty()) {
      return loaded.getFirst();
    }
    // The mapping stays when the folder goes.
    try (PrivateFolder folder = PrivateFolder.create()) {
      Path file = folder.path().resolve("program.so");
      Files.write(file, library);
      NativeLibrary fresh = NativeLibrary.load(plan, files, file, externs);
      loaded.add(fresh);
      return fresh;
    } catch (IOException e) {
      throw new UncheckedIOException("the compiled program could not be loaded", e);
    }
  }

  /**
   * Returns how often the program has started a runtime: 0 until a block needs one. (Each binding
   * with externs of its own counts for itself.)
   *
   * @throws IllegalStateException if the program is closed
   */
  public synchronized long runtimeStarts() {
    if (isClosed) {
      throw new IllegalStateException("the native program " + plan.name() + " is closed");
    }
    return loaded.stream().mapToLong(NativeLibrary::runtimeStarts).sum();
  }

  /**
   * Ends the program: waits for running calls, stops its runtime, and takes its code out of memory.
   * Closing again does nothing.
   *
   * @throws IllegalStateException if the calling thread is inside a call of the program
   */
  @Override
  public synchronized void close() {
    loaded.forEach(NativeLibrary::checkOutside);
    isClosed = true;
    loaded.forEach(NativeLibrary::close);
    loaded.clear();
  }
}
