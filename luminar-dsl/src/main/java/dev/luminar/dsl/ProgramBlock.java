package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.diag.Span;
import dev.luminar.model.Extern;
import dev.luminar.model.Function;
import dev.luminar.model.Program;
import dev.luminar.model.type.Type;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;

/**
 * A program while it is built: structs, externs and functions.
 *
 * <p>Names that the host or other functions see are not changed: a second struct, or a second
 * function or extern, of one name throws LUM2004.
 */
public final class ProgramBlock extends OpenBlock {
  private final MutableList<StructDef<?>> structs = Lists.mutable.empty();
  private final Map<String, Span> structPlaces = new HashMap<>();
  private final MutableList<Extern> externs = Lists.mutable.empty();
  private final MutableList<Supplier<Function>> functions = Lists.mutable.empty();
  private final Map<String, Declared> bodies = new HashMap<>();
  private final Map<String, Span> functionPlaces = new HashMap<>();

  ProgramBlock(String name, Span place) {
    super(new Session(), "program " + name, place);
  }

  /**
   * Adds a struct. Its fields are declared on the result.
   *
   * @param name the name
   * @param tag any Java class that stands for the struct, so that two structs do not mix
   */
  public <S> StructDef<S> struct(String name, Class<S> tag) {
    requireNonNull(name, "name");
    requireNonNull(tag, "tag");
    Span here = enter();
    unique("structs", structPlaces, name, here);
    StructDef<S> struct = new StructDef<>(name, here);
    structs.add(struct);
    return struct;
  }

  /** Adds an extern, a function that the host provides. */
  public <F extends Fn<?, ?>> F extern(String name, Sig<F, ?> signature, Effects effects) {
    requireNonNull(name, "name");
    requireNonNull(signature, "signature");
    requireNonNull(effects, "effects");
    Span here = enter();
    unique("functions", functionPlaces, name, here);
    Callee callee = callee(name, signature, here);
    externs.add(
        Extern.builder()
            .name(name)
            .parameters(signature.params().collect(Param::node))
            .result(result(callee))
            .effect(effects.effect())
            .isFailing(effects.isFailing())
            .isBlocking(effects.isBlocking())
            .isAbandonable(effects.isAbandonable())
            .span(here)
            .build());
    return signature.function(callee);
  }

  /** Adds an exported function, which the host can call, and runs the lambda for its body. */
  public <F extends Fn<?, B>, B> F export(String name, Sig<F, B> signature, B body) {
    requireNonNull(name, "name");
    requireNonNull(signature, "signature");
    requireNonNull(body, "body");
    return added(name, signature, body, true);
  }

  /** Adds a function that only this program calls, and runs the lambda for its body. */
  public <F extends Fn<?, B>, B> F function(String name, Sig<F, B> signature, B body) {
    requireNonNull(name, "name");
    requireNonNull(signature, "signature");
    requireNonNull(body, "body");
    return added(name, signature, body, false);
  }

  /**
   * Declares a function that gets its body later, by {@link #define}, so that functions can call
   * each other or themselves.
   */
  public <F extends Fn<?, ?>> F declare(String name, Sig<F, ?> signature) {
    requireNonNull(name, "name");
    requireNonNull(signature, "signature");
    return declared(name, signature, false, enter());
  }

  /** Declares an exported function that gets its body later, by {@link #define}. */
  public <F extends Fn<?, ?>> F declareExport(String name, Sig<F, ?> signature) {
    requireNonNull(name, "name");
    requireNonNull(signature, "signature");
    return declared(name, signature, true, enter());
  }

  /**
   * Gives a declared function its body.
   *
   * @throws DiagnosticException LUM2006 if it has one or is an extern, LUM2008 if it belongs to
   *     another program
   */
  public <B> void define(Fn<?, B> function, B body) {
    requireNonNull(function, "function");
    requireNonNull(body, "body");
    build(function, body, enter());
  }

  /**
   * Adds a function that was built as a node of the model: one with more than eight parameters, or
   * one of a compiler's back end. Statements that were built as nodes call it.
   *
   * @throws DiagnosticException LUM2004 if there is a function of the name
   */
  public void append(Function function) {
    requireNonNull(function, "function");
    unique("functions", functionPlaces, function.name(), enter());
    functions.add(() -> function);
  }

  private <F extends Fn<?, B>, B> F added(
      String name, Sig<F, B> signature, B body, boolean isExported) {
    Span here = enter();
    F function = declared(name, signature, isExported, here);
    Fn<?, B> declared = function;
    build(declared, body, here);
    return function;
  }

  private <F extends Fn<?, ?>> F declared(
      String name, Sig<F, ?> signature, boolean isExported, Span here) {
    unique("functions", functionPlaces, name, here);
    Callee callee = callee(name, signature, here);
    Declared function = new Declared(callee, isExported);
    bodies.put(name, function);
    functions.add(function::node);
    return signature.function(callee);
  }

  private <R, B> void build(Fn<R, B> function, B body, Span here) {
    Callee callee = function.callee();
    if (callee.program() != this) {
      throw Guard.otherProgram(
          "the function '" + callee.name() + "'", callee.program(), this, here);
    }
    Declared declared = bodies.get(callee.name());
    if (declared == null || !declared.define()) {
      throw new DiagnosticException(
          Diagnostic.error(
                  DiagnosticCode.FUNCTION_DEFINED_TWICE,
                  here,
                  declared == null
                      ? "'" + callee.name() + "' is an extern, whose body the host has"
                      : "the function '" + callee.name() + "' gets a second body")
              .withNote("it is declared here", callee.place()));
    }
    FunctionBlock<R> f = new FunctionBlock<>(this, "function " + callee.name(), here);
    callee.params().forEach(param -> f.fresh(param.name()));
    declared.body(
        build(f, block -> function.run(body, block, callee.params().collect(p -> p.handle(f)))));
  }

  private Callee callee(String name, Sig<?, ?> signature, Span here) {
    return new Callee(this, name, signature.params(), signature.result(), here);
  }

  private static Optional<Type> result(Callee callee) {
    return Optional.ofNullable(callee.result()).map(ResultType::node);
  }

  private static void unique(String what, Map<String, Span> places, String name, Span here) {
    Span first = places.putIfAbsent(name, here);
    if (first != null) {
      throw duplicate(what, name, first, here);
    }
  }

  /** Runs the lambda for the whole program. */
  static Program build(String name, Span here, Consumer<? super ProgramBlock> body) {
    ProgramBlock program = new ProgramBlock(name, here);
    program.build(program, body);
    return new Program(
        name,
        program.structs.<dev.luminar.model.type.StructType>collect(StructDef::node).toImmutable(),
        program.externs.toImmutable(),
        program.functions.collect(Supplier::get).toImmutable(),
        here);
  }

  @Override
  OpenBlock inner(OpenBlock around, String arm, Span at) {
    return new ItemScope(around, arm, at);
  }

  @Override
  OpenBlock innerLoop(String loop, Span at) {
    return new ItemScope(this, loop, at);
  }
}
