package dev.luminar.emit.c;

import dev.luminar.plan.Hook;
import java.util.Locale;
import org.eclipse.collections.api.list.ImmutableList;

/** Prints what stands above all code: what the file is, what it needs, what it relies on. */
final class SourceHead {
  private final Emission emission;
  private final Out out;

  SourceHead(Emission emission, Out out) {
    this.emission = emission;
    this.out = out;
  }

  void print() {
    String p = emission.prefix;
    boolean needsRuntime = emission.plan.needsRuntime();
    out.line("/*");
    out.line(
        " * "
            + p
            + ".c: the program \""
            + CText.comment(emission.plan.name())
            + "\", emitted by Luminar "
            + CEmitter.VERSION
            + ".");
    out.line(" *");
    emission
        .plan
        .entries()
        .forEachWithIndex((entry, k) ->
            out.line(" * " + (k == 0 ? "entries: " : "         ") + emission.entries.get(k)));
    emission
        .plan
        .bareRegions()
        .each(region -> region(region.name(), "bare metal", region.reasons()));
    emission
        .plan
        .taskRegions()
        .each(region -> region(region.name(), "runtime-assisted", region.reasons()));
    out.line(
        " * runtime: "
            + (needsRuntime
                ? "hooks "
                    + emission
                        .plan
                        .hooks()
                        .collect(Hook::name)
                        .makeString(", ")
                        .toLowerCase(Locale.ROOT)
                : "not linked"));
    out.line(" *");
    out.line(" * C11 and POSIX.1-2008; link with pthreads and libm.");
    out.line(" */");
    out.line("#define _POSIX_C_SOURCE 200809L");
    out.gap();
    out.line("#include \"" + p + ".h\"");
    out.gap();
    for (String header : SourcePrinter.headers(emission)) {
      out.line("#include " + header);
    }
    if (needsRuntime) {
      out.gap();
      out.line("#include \"luminar.h\"");
    }
    out.gap();
    out.line(
        "/* Floating point means the same on every target: strict IEEE, no fused multiply-add but fma(). */");
    out.line(
        "#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__ > 0)");
    out.line("#error \"-ffast-math and -ffinite-math-only change what this program computes\"");
    out.line("#endif");
    out.line("#if FLT_EVAL_METHOD != 0");
    out.line(
        "#error \"this target computes with more precision than its types have; on x86 use -msse2 -mfpmath=sse\"");
    out.line("#endif");
    out.line("#if defined(__clang__)");
    out.line("#pragma STDC FP_CONTRACT OFF");
    out.line("#elif defined(__GNUC__)");
    // A short loop that crosses a line of decoded instructions ran up to twice as long.
    out.line("#pragma GCC optimize(\"fp-contract=off\", \"align-loops=32\")");
    out.line("#endif");
    out.line(
        "/* That a comparison of the program always has one outcome is no fault of this file. */");
    out.line("#if defined(__GNUC__)");
    out.line("#pragma GCC diagnostic ignored \"-Wtautological-compare\"");
    out.line("#endif");
  }

  private void region(String name, String mode, ImmutableList<String> reasons) {
    String why = reasons.isEmpty() ? "" : " (" + reasons.makeString("; ") + ")";
    out.line(" * region " + CText.comment(name) + ": " + CText.comment(mode + why));
  }
}
