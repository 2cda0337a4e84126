package dev.luminar.model.text;

import dev.luminar.diag.Span;
import dev.luminar.model.Extern;
import dev.luminar.model.ExternEffect;
import dev.luminar.model.Function;
import dev.luminar.model.Parameter;
import dev.luminar.model.Program;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructField;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Type;
import dev.luminar.model.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Makes programs whose names resolve and whose operands fit, with every node of the model; what
 * they mean is of no interest. One seed gives one program.
 */
final class RandomPrograms {
  private final Random random;
  private final RandomNames names;
  private final RandomExprs exprs;

  private RandomPrograms(long seed) {
    this.random = new Random(seed);
    this.names = new RandomNames(random);
    this.exprs = new RandomExprs(random);
  }

  static Program program(long seed) {
    return new RandomPrograms(seed).program();
  }

  private Program program() {
    String name = names.next();
    for (int i = random.nextInt(3); i > 0; i--) {
      exprs.structs.add(struct());
    }
    List<Extern> externs = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      externs.add(extern());
    }
    List<Function> headers = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      headers.add(header());
    }
    externs.forEach(extern -> callable(extern.name(), extern.parameters(), extern.result()));
    headers.forEach(header -> callable(header.name(), header.parameters(), header.result()));
    return new Program(
        name,
        Lists.immutable.withAll(exprs.structs),
        Lists.immutable.withAll(externs),
        Lists.immutable.withAll(headers).collect(this::withBody),
        Span.NONE);
  }

  private void callable(String name, ImmutableList<Parameter> parameters, Optional<Type> result) {
    exprs.callees.add(
        new RandomExprs.Callee(name, parameters.collect(Parameter::type).castToList(), result));
  }

  private StructType struct() {
    List<StructField> fields = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      fields.add(new StructField(names.next(), exprs.pick(ScalarType.values())));
    }
    return new StructType(names.next(), Lists.immutable.withAll(fields));
  }

  private Extern extern() {
    boolean isBlocking = random.nextBoolean();
    ImmutableList<Parameter> parameters = parameters(true);
    boolean hasBuffer = parameters.anySatisfy(parameter -> parameter.type() instanceof BufferType);
    ExternEffect effect = isBlocking ? ExternEffect.WRITES : exprs.pick(ExternEffect.values());
    return Extern.builder()
        .name(names.next())
        .parameters(parameters)
        .result(result())
        .effect(effect)
        .isFailing(random.nextBoolean())
        .isBlocking(isBlocking)
        .isAbandonable(isBlocking && !hasBuffer && random.nextBoolean())
        .build();
  }

  private Function header() {
    return new Function(
        names.next(),
        random.nextBoolean(),
        parameters(false),
        result(),
        new dev.luminar.model.Block(Lists.immutable.empty(), Span.NONE),
        Span.NONE);
  }

  private Function withBody(Function header) {
    exprs.scope = new ArrayList<>();
    header.parameters().forEach(p -> exprs.scope.add(new Ref(p.name(), p.type(), Span.NONE)));
    RandomStmts statements = new RandomStmts(exprs, names, header.result());
    return new Function(
        header.name(),
        header.isExported(),
        header.parameters(),
        header.result(),
        statements.block(4),
        Span.NONE);
  }

  private ImmutableList<Parameter> parameters(boolean isExtern) {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      parameters.add(new Parameter(names.next(), parameterType(isExtern), Span.NONE));
    }
    return Lists.immutable.withAll(parameters);
  }

  private Type parameterType(boolean isExtern) {
    return switch (random.nextInt(isExtern ? 8 : 7)) {
      case 0 -> exprs.value();
      case 1 -> Types.buffer(exprs.structs.isEmpty() ? Types.U8 : exprs.pick(exprs.structs));
      case 2 -> Types.buffer(exprs.pick(ScalarType.values()));
      case 3 -> Types.atomicBuffer(exprs.pick(RandomStmts.ATOMIC));
      case 4 -> Types.channel(exprs.value());
      case 5 -> exprs.chance(2) ? Types.task() : Types.task(exprs.value());
      case 6 -> Types.IO;
      default -> Types.STRING;
    };
  }

  private Optional<Type> result() {
    return switch (random.nextInt(8)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(Types.IO);
      default -> Optional.of(exprs.value());
    };
  }
}
