package dev.luminar.dsl.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.dsl.Dsl;
import dev.luminar.model.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that javac must refuse, each with one error at the wrong statement. */
final class WrongProgramsTest {
  private static final String TEMPLATE =
      """
      import static dev.luminar.dsl.Dsl.*;
      import dev.luminar.dsl.*;
      import dev.luminar.model.Program;
      class Wrong {
        static class P {}
        static class Q {}
        static Program build() {
          return program("wrong", p -> {
            StructDef<P> ps = p.struct("P", P.class);
            StructDef<Q> qs = p.struct("Q", Q.class);
            Field<P, F64> px = ps.field("x", f64);
            Field<Q, F64> qx = qs.field("x", f64);
            Fn2<I64, I64, F64> g = p.declare("g", takes("a", i64).takes("b", f64).returns(i64));
            p.export("f", takes("xs", buf(f64)).takes("ns", buf(i64)).returns(f64), (f, xs, ns) -> {
              F64 x = f.let("x", f64(1));
              F32 s = f.let("s", f32(1));
              I64 n = f.let("n", i64(1));
              I32 k = f.let("k", i32(1));
              Bool flag = f.let("flag", bool(true));
              Variable<F64> sum = f.var("sum", x);
              Variable<F32> small = f.var("small", s);
              StructValue<P> point = f.let("point", ps.with(px.is(x)));
              Chan<I64> ch = f.channel("ch", i64);
              Cell<I64> hits = f.atomic("hits", n);
              Cell<Bool> bit = f.atomic("bit", flag);
              Cell<F64> real = f.atomic("real", x);
              AtomicBuf<I64> counts = f.atomicBuffer("counts", i64, n);
              U8Buf bytes = f.buffer("bytes", u8, n);
              Reduction<F64> total = sum("total", f64);
              %s
            });
          });
        }
      }
      """;

  private static final int LINE =
      TEMPLATE.substring(0, TEMPLATE.indexOf("%s")).split("\n", -1).length;

  /** What is wrong, the wrong statement, and the key of javac's error. */
  private static final String WRONG =
      """
      f64 plus i64                    | x.plus(n);                                             | compiler.err.cant.apply.symbols
      i64 plus i32                    | n.plus(k);                                             | compiler.err.cant.apply.symbols
      f64 compared with i64           | f.let("b", x.lt(n));                                   | compiler.err.cant.apply.symbols
      a number as condition           | f.when(n, t -> {});                                    | compiler.err.cant.apply.symbol
      a number and a bool             | flag.and(n);                                           | compiler.err.cant.apply.symbol
      f64 as index                    | xs.at(x);                                              | compiler.err.cant.apply.symbols
      f64 stored into i64             | f.store(ns, n, x);                                     | compiler.err.cant.apply.symbols
      i64 stored into u8              | f.store(bytes, n, n);                                  | compiler.err.cant.apply.symbols
      a plain store into an atomic    | f.store(counts, n, n);                                 | compiler.err.cant.apply.symbols
      an atomic read as a value       | counts.at(0).plus(1);                                  | compiler.err.cant.resolve.location.args
      bits of f64                     | x.and(x);                                              | compiler.err.cant.resolve.location.args
      a root of an integer            | n.sqrt();                                              | compiler.err.cant.resolve.location.args
      an assignment to a let          | f.assign(x, x);                                        | compiler.err.cant.apply.symbol
      f64 assigned to f32             | f.assign(small, x);                                    | compiler.err.cant.apply.symbol
      a variable as a value           | sum.plus(x);                                           | compiler.err.cant.resolve.location.args
      f64 sent over chan<i64>         | f.send(ch, x);                                         | compiler.err.cant.apply.symbol
      a channel in a parallel body    | f.parallel(over(xs), (it, i) -> it.send(ch, i));       | compiler.err.cant.resolve.location.args
      waiting in a cleanup            | f.ensure(b -> {}, c -> c.send(ch, n));                 | compiler.err.cant.resolve.location.args
      break outside a loop            | f.breaks();                                            | compiler.err.cant.resolve.location.args
      a weak exchange outside a loop  | f.casWeak("s", "ok", hits, n, n);                      | compiler.err.cant.resolve.location.args
      another result type             | f.returns(n);                                          | compiler.err.cant.apply.symbols
      a return from a task            | f.concurrent(c -> c.task(t -> t.returns(x)));          | compiler.err.cant.resolve.location.args
      a return from a parallel body   | f.parallel(over(xs), (it, i) -> it.returns(x));        | compiler.err.cant.resolve.location.args
      a task outside concurrent       | f.task(t -> t.yields());                               | compiler.err.cant.resolve.location.args
      i64 contributed to f64          | f.parallel(over(xs), (it, i) -> it.contribute(total, i)); | compiler.err.cant.apply.symbols
      an atomic f32                   | f.atomic("a", s);                                      | compiler.err.cant.apply.symbol
      an atomic buffer of f32         | f.atomicBuffer("a", f32, n);                           | compiler.err.cant.apply.symbols
      add on an atomic bool           | f.add(bit, flag);                                      | compiler.err.cant.apply.symbols
      bits of an atomic f64           | f.and(real, x);                                        | compiler.err.cant.apply.symbols
      a load that releases            | f.load("v", hits, release);                            | compiler.err.cant.apply.symbols
      a store that acquires           | f.store(hits, n, acquire);                             | compiler.err.cant.apply.symbols
      too few arguments               | f.call(g.with(n));                                     | compiler.err.cant.apply.symbol
      an argument of another type     | f.call(g.with(n, n));                                  | compiler.err.cant.apply.symbol
      a field of another struct       | point.get(qx);                                         | compiler.err.cant.apply.symbol
      a value of another struct       | qs.with(px.is(x));                                     | compiler.err.cant.apply.symbol
      a pipeline without a sink       | f.concurrent(c -> c.pipeline(q -> q.from(ch).map(y -> y))); | compiler.err.cant.apply.symbol
      an item of another type         | f.concurrent(c -> c.pipeline(q -> q.from(xs).into(ch))); | compiler.err.cant.apply.symbols
      a swap of different buffers     | f.swap(xs, ns);                                        | compiler.err.cant.apply.symbol
      an array of values              | f.array("a", f64, n);                                  | compiler.err.cant.apply.symbols
      a channel of a storage type     | f.channel("c", u8);                                    | compiler.err.cant.apply.symbols
      a capacity that is no integer   | f.channel("c", i64, x);                                | compiler.err.cant.apply.symbols
      a string as a value             | f.let("t", text("t"));                                 | compiler.err.cant.apply.symbol
      """;

  @Test
  void isRefusedByJavac(@TempDir Path folder) throws IOException, URISyntaxException {
    // A wrong program would compile as Java and fail later, or with an error somewhere else.
    List<String[]> rows = WRONG.lines().map(row -> row.split("\\s*\\|\\s*")).toList();
    List<String> errors = compile(folder, rows.stream().map(row -> row[1]).toList());
    assertThat(rows).hasSizeGreaterThan(12);
    for (int i = 0; i < rows.size(); i++) {
      String place = "Wrong" + i + ".java:" + LINE + ":";
      String file = "Wrong" + i + ".java:";
      List<String> found = errors.stream().filter(error -> error.startsWith(file)).toList();
      assertThat(found).as(rows.get(i)[0]).hasSize(1);
      assertThat(found.get(0)).as(rows.get(i)[0]).startsWith(place).contains(rows.get(i)[2] + ":");
    }
    assertThat(errors).hasSize(rows.size());
  }

  @Test
  void theTemplateItselfCompiles(@TempDir Path folder) throws IOException, URISyntaxException {
    // All programs above would be refused for another reason than the one they show.
    assertThat(compile(folder, List.of("f.returns(x);"))).isEmpty();
  }

  /** Compiles one class for each statement, all at once; returns the lines of the errors. */
  private static List<String> compile(Path folder, List<String> statements)
      throws IOException, URISyntaxException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-XDrawDiagnostics",
                "-proc:none",
                "-Xmaxerrs",
                "1000",
                "-cp",
                classPath(),
                "-d",
                folder.toString()));
    for (int i = 0; i < statements.size(); i++) {
      Path source = folder.resolve("Wrong" + i + ".java");
      String text = TEMPLATE.replace("class Wrong", "class Wrong" + i);
      Files.writeString(source, text.replace("%s", statements.get(i)));
      arguments.add(source.toString());
    }
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    javac.run(writer, writer, arguments.toArray(String[]::new));
    return out.toString().lines().filter(line -> line.contains(": compiler.err.")).toList();
  }

  private static String classPath() throws URISyntaxException {
    Stream<Class<?>> classes =
        Stream.of(Dsl.class, Program.class, ImmutableList.class, Nullable.class);
    StringBuilder path = new StringBuilder();
    for (Class<?> type : classes.collect(Collectors.toList())) {
      path.append(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()))
          .append(System.getProperty("path.separator"));
    }
    return path.toString();
  }
}
