package dev.luminar.bench.kernels;

import dev.luminar.nativeruntime.CompilerOfC;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Hand-written C, compiled into a shared library and called directly. The compiler and the flags
 * are those of the emitted C.
 */
final class CPeer implements NativeKernels {
  /** The flags that NativeProgram compiles emitted C with. */
  static final List<String> FLAGS =
      List.of("-std=c11", "-O3", "-fno-math-errno", "-fPIC", "-shared", "-pthread");

  private static final ValueLayout ADDRESS = ValueLayout.ADDRESS;
  private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfDouble F64 = ValueLayout.JAVA_DOUBLE;

  private final int threads;
  private final MethodHandle dot;
  private final MethodHandle triad;
  private final MethodHandle mandelbrot;
  private final MethodHandle histogram;
  private final MethodHandle histogramNaive;
  private final MethodHandle matmul;
  private final MethodHandle stencil;
  private final MethodHandle prefix;
  private final MethodHandle steps;
  private final MethodHandle scale;
  private final MethodHandle roots;
  private final MethodHandle rootsChecked;

  private CPeer(SymbolLookup library, int threads) {
    this.threads = threads;
    this.dot = function(library, "dot", FunctionDescriptor.of(F64, ADDRESS, ADDRESS, I64, I32));
    this.triad = nothing(library, "triad", ADDRESS, ADDRESS, ADDRESS, F64, I64, I32);
    this.mandelbrot =
        function(library, "mandelbrot", FunctionDescriptor.of(I64, ADDRESS, I64, I64, I32, I32));
    this.histogram = nothing(library, "histogram", ADDRESS, I64, ADDRESS, I32);
    this.histogramNaive = nothing(library, "histogram_naive", ADDRESS, I64, ADDRESS, I32);
    this.matmul = nothing(library, "matmul", ADDRESS, ADDRESS, ADDRESS, I64, I32);
    this.stencil = nothing(library, "stencil", ADDRESS, ADDRESS, I64, I64, I64, I32);
    this.prefix = nothing(library, "prefix", ADDRESS, ADDRESS, I64, I32);
    this.steps = nothing(library, "steps", ADDRESS, I64, I64, I32);
    this.scale = nothing(library, "scale", ADDRESS, F64, I64, I32);
    this.roots = nothing(library, "roots", ADDRESS, ADDRESS, I64, I32);
    this.rootsChecked =
        function(library, "roots_checked", FunctionDescriptor.of(I64, ADDRESS, ADDRESS, I64, I32));
  }

  private static MethodHandle nothing(
      SymbolLookup library, String name, ValueLayout... parameters) {
    return function(library, name, FunctionDescriptor.ofVoid(parameters));
  }

  /**
   * Compiles and loads a source of this package. The library stays in memory until the JVM ends,
   * since threads that OpenMP keeps for its next region run its code.
   *
   * @throws dev.luminar.nativeruntime.CompilerException LUM5001 or LUM5002 if it does not compile
   */
  @SuppressWarnings("restricted") // the library is our own
  static CPeer compile(
      CompilerOfC compiler, String source, List<String> flags, List<String> libraries, int threads)
      throws IOException {
    Path folder = Files.createTempDirectory("luminar-bench");
    try {
      for (String name : List.of("kernels.h", source)) {
        try (InputStream in = CPeer.class.getResourceAsStream(name)) {
          if (in == null) {
            throw new IllegalStateException("the resource " + name + " is missing");
          }
          Files.copy(in, folder.resolve(name));
        }
      }
      List<String> arguments = new ArrayList<>(flags);
      arguments.addAll(List.of("-o", "peer.so", source));
      arguments.addAll(libraries);
      compiler.run(folder, arguments);
      return new CPeer(
          SymbolLookup.libraryLookup(folder.resolve("peer.so"), Arena.global()), threads);
    } finally {
      for (String name : List.of("kernels.h", source, "peer.so")) {
        Files.deleteIfExists(folder.resolve(name)); // the mapping stays
      }
      Files.delete(folder);
    }
  }

  @SuppressWarnings("restricted") // the descriptors are those of kernels.h
  private static MethodHandle function(
      SymbolLookup library, String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker()
        .downcallHandle(
            library
                .find(name)
                .orElseThrow(() -> new IllegalStateException("the peer has no function " + name)),
            descriptor);
  }

  private interface Call {
    void run() throws Throwable;
  }

  private static void call(Call call) {
    try {
      call.run();
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  @Override
  public double dot(MemorySegment xs, MemorySegment ys) {
    try {
      return (double) dot.invokeExact(xs, ys, elements(xs), threads);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  @Override
  public void triad(MemorySegment as, MemorySegment bs, MemorySegment cs, double s) {
    call(() -> {
      triad.invokeExact(as, bs, cs, s, elements(as), threads);
    });
  }

  @Override
  public long mandelbrot(MemorySegment steps, long width, long height, int limit) {
    try {
      return (long) mandelbrot.invokeExact(steps, width, height, limit, threads);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  @Override
  public void histogram(MemorySegment bytes, MemorySegment counts) {
    call(() -> {
      histogram.invokeExact(bytes, bytes.byteSize(), counts, threads);
    });
  }

  @Override
  public void histogram_naive(MemorySegment bytes, MemorySegment counts) {
    call(() -> {
      histogramNaive.invokeExact(bytes, bytes.byteSize(), counts, threads);
    });
  }

  @Override
  public void matmul(MemorySegment c, MemorySegment a, MemorySegment b, long n) {
    call(() -> {
      matmul.invokeExact(c, a, b, n, threads);
    });
  }

  @Override
  public void stencil(MemorySegment us, MemorySegment vs, long width, long height, long count) {
    call(() -> {
      stencil.invokeExact(us, vs, width, height, count, threads);
    });
  }

  @Override
  public void prefix(MemorySegment xs, MemorySegment ys) {
    call(() -> {
      prefix.invokeExact(xs, ys, elements(xs), threads);
    });
  }

  @Override
  public void steps(MemorySegment xs, long count) {
    call(() -> {
      steps.invokeExact(xs, elements(xs), count, threads);
    });
  }

  @Override
  public void scale(MemorySegment xs, double s) {
    call(() -> {
      scale.invokeExact(xs, s, elements(xs), threads);
    });
  }

  @Override
  public void roots(MemorySegment xs, MemorySegment ys) {
    call(() -> {
      roots.invokeExact(xs, ys, elements(xs), threads);
    });
  }

  @Override
  public void roots_checked(MemorySegment xs, MemorySegment ys) {
    try {
      long end = (long) rootsChecked.invokeExact(xs, ys, elements(xs), threads);
      if (end != elements(xs)) {
        throw new IllegalArgumentException("no root of element " + end);
      }
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static long elements(MemorySegment segment) {
    return segment.byteSize() / Double.BYTES;
  }

  private static IllegalStateException failed(Throwable e) {
    return new IllegalStateException("the call of a peer failed", e);
  }
}
