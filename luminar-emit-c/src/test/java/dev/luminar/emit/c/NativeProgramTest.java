package dev.luminar.emit.c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luminar.diag.DiagnosticException;
import dev.luminar.host.ErrorRecord;
import dev.luminar.host.LuminarException;
import dev.luminar.plan.Plan;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.ReductionShape;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.Threads;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.eclipse.collections.api.factory.Lists;
import org.junit.jupiter.api.Test;

/** Runs compiled programs in this process. */
final class NativeProgramTest {
  /** The functions of the program of {@link SamplePlans#dot}. */
  public interface Dot {
    double dot(double[] xs, double[] ys, long cores);
  }

  /** The same, with memory outside of the heap. */
  public interface DirectDot {
    double dot(ByteBuffer xs, ByteBuffer ys, long cores);
  }

  /** The functions of the program of {@link SamplePlans#divide}. */
  public interface Divide {
    long divide(long[] xs, long[] ys, long cores, List<ErrorRecord> errors);
  }

  @Test
  void reductionsHaveTheSameBitsOnAnyNumberOfThreads() {
    // A sum depends on the number of threads, or its shape is not the published one.
    try (NativeProgram program = NativeProgram.compile(SamplePlans.dot(new Threads.Exactly()))) {
      Dot dot = program.bind(Dot.class);
      for (int n : new int[] {0, 1, 2, 7, 63, 64, 65, 2047, 2048, 2049, 65535, 65536, 100_003}) {
        Random random = new Random(n);
        double[] xs = random.doubles(n, -1, 1).toArray();
        double[] ys = random.doubles(n, -1, 1).toArray();
        for (long cores : new long[] {1, 2, 3, 7, 64}) {
          assertThat(dot.dot(xs, ys, cores)).as("%d on %d", n, cores).isEqualTo(shaped(xs, ys));
        }
      }
    }
  }

  /** The shape from its definition, with flags instead of neutral elements. */
  private static double shaped(double[] xs, double[] ys) {
    int n = xs.length;
    if (n == 0) {
      return 0;
    }
    long length = ReductionShape.blockLength(n);
    int lanes = ReductionShape.lanes(n);
    Double[] blocks = new Double[ReductionShape.blocks(n)];
    for (int b = 0; b < blocks.length; b++) {
      Double[] lane = new Double[lanes];
      for (long i = b * length; i < Math.min(n, (b + 1) * length); i++) {
        int k = (int) ((i - b * length) % lanes);
        double value = xs[(int) i] * ys[(int) i];
        lane[k] = lane[k] == null ? value : lane[k] + value;
      }
      blocks[b] = tree(lane);
    }
    return tree(blocks);
  }

  private static Double tree(Double[] values) {
    for (int step = 1; step < values.length; step *= 2) {
      for (int k = 0; k + step < values.length; k += 2 * step) {
        values[k] = values[k + step] == null ? values[k] : (Double) (values[k] + values[k + step]);
      }
    }
    return values[0];
  }

  @Test
  void directBuffersAreUsedInPlace() {
    // Memory outside of the heap is copied, or read in the wrong place.
    try (NativeProgram program = NativeProgram.compile(SamplePlans.dot(new Threads.Auto(0, 1)))) {
      DirectDot dot = program.bind(DirectDot.class);
      ByteBuffer xs = ByteBuffer.allocateDirect(80).order(ByteOrder.nativeOrder());
      for (int k = 0; k < 10; k++) {
        xs.putDouble(8 * k, k);
      }
      assertThat(dot.dot(xs, xs, 1)).isEqualTo(285);
    }
  }

  @Test
  void stopReportsTheSequentiallyFirstError() {
    // The error that is reported depends on which thread was fastest.
    try (NativeProgram program =
        NativeProgram.compile(SamplePlans.divide(new RegionErrors.Stop()))) {
      Divide divide = program.bind(Divide.class);
      long[] xs = new long[1000];
      Arrays.fill(xs, 5);
      xs[999] = 0;
      xs[500] = 0;
      xs[3] = 0;
      for (long cores : new long[] {1, 2, 8, 100}) {
        assertThatThrownBy(() -> divide.divide(xs, new long[1000], cores, new ArrayList<>()))
            .isInstanceOfSatisfying(
                LuminarException.class,
                e ->
                    assertThat(e.error().toString())
                        .isEqualTo(
                            "error division_by_zero \"division of 3 by zero, 100 % {} \\\"quoted\\\"\" at 3"));
      }
    }
  }

  @Test
  void collectKeepsTheSmallestAndCountsAll() {
    // Collected errors come in another order, or more than the bound allows, or the count is wrong.
    try (NativeProgram program =
        NativeProgram.compile(SamplePlans.divide(new RegionErrors.Collect(3)))) {
      Divide divide = program.bind(Divide.class);
      long[] xs = new long[1000];
      Arrays.setAll(xs, k -> k % 100 == 50 ? 0 : 7);
      for (long cores : new long[] {1, 2, 8, 100}) {
        List<ErrorRecord> errors = new ArrayList<>();
        long[] ys = new long[1000];
        assertThat(divide.divide(xs, ys, cores, errors)).isEqualTo(10_000_990);
        assertThat(errors).extracting(ErrorRecord::index).containsExactly("50", "150", "250");
        assertThat(ys[999]).isEqualTo(14);
      }
    }
  }

  @Test
  void aCallAfterCloseThrows() {
    // A call into code that is no longer in memory crashes the virtual machine.
    NativeProgram program = NativeProgram.compile(SamplePlans.dot(new Threads.Exactly()));
    Dot dot = program.bind(Dot.class);
    program.close();
    program.close();
    assertThatThrownBy(() -> dot.dot(new double[1], new double[1], 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> program.bind(Dot.class)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nullArgumentsOfBindAreNamed() {
    // A null is taken for "no externs", and what is wrong shows up much later.
    try (NativeProgram program = NativeProgram.compile(SamplePlans.dot(new Threads.Exactly()))) {
      Lookup lookup = MethodHandles.publicLookup();
      assertThatThrownBy(() -> program.bind(lookup, Dot.class, nothing()))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("externs");
      assertThatThrownBy(() -> program.bind(Dot.class, nothing()))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("externs");
      assertThatThrownBy(() -> program.bind((Lookup) nothing(), Dot.class))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("lookup");
      assertThatThrownBy(() -> program.bind((Class<?>) nothing()))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("type");
    }
  }

  private static Object nothing() {
    return null;
  }

  @Test
  void withoutACompilerOneDiagnosticSaysWhatToInstall() {
    // Without a C compiler the user gets a stack trace of the process builder.
    NativeOptions options = NativeOptions.DEFAULT.withCompiler("no-such-compiler");
    assertThatThrownBy(() -> NativeProgram.compile(SamplePlans.dot(new Threads.Exactly()), options))
        .isInstanceOf(DiagnosticException.class)
        .hasMessageContaining("LUM5001")
        .hasMessageContaining("apt-get install gcc");
  }

  @Test
  void whatTheCompilerSaysIsShown() {
    // The user's C for an extern is wrong, and nothing says where.
    NativeOptions options =
        NativeOptions.DEFAULT.withExterns("int wrong(void) { return nonsense; }");
    assertThatThrownBy(() -> NativeProgram.compile(SamplePlans.dot(new Threads.Exactly()), options))
        .isInstanceOf(DiagnosticException.class)
        .hasMessageContaining("LUM5002")
        .hasMessageContaining("nonsense");
  }

  @Test
  void aFunctionThatIsTooMuchForTheCompilerIsNamed() {
    // The compiler crashes on a giant function, and nothing says on which.
    Plan plan = giant(LargestRoutine.STATEMENTS_MANY);
    NativeOptions options = NativeOptions.DEFAULT.withExterns("#error crash");
    assertThatThrownBy(() -> NativeProgram.compile(plan, options))
        .isInstanceOf(DiagnosticException.class)
        .hasMessageContaining("LUM5002")
        .hasMessageContaining("'giant' is very large (20003 statements): split it");
  }

  @Test
  void aFunctionThatNoCompilerEndsWithIsRefusedAtOnce() {
    // The C compiler would run for minutes and crash, or be stopped after ten.
    Plan plan = giant(LargestRoutine.STATEMENTS_MAX);
    assertThatThrownBy(() -> NativeProgram.compile(plan))
        .isInstanceOf(DiagnosticException.class)
        .hasMessageContaining("LUM5002")
        .hasMessageContaining("'giant' is very large");
  }

  private static Plan giant(int statements) {
    PlanBuilder b = new PlanBuilder("giant");
    b.function(
        "giant",
        PlanType.I64,
        false,
        false,
        s ->
            Code.seq(
                new Code.Seq(
                    Lists.immutable.fromStream(
                        IntStream.range(0, statements).mapToObj(_ -> new Code.Note("x")))),
                PlanBuilder.ret(Val.i64(1))));
    return b.build();
  }
}
