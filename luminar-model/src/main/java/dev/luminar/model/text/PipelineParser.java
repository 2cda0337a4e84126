package dev.luminar.model.text;

import dev.luminar.diag.Span;
import dev.luminar.model.Block;
import dev.luminar.model.Pipeline;
import dev.luminar.model.PipelineSink;
import dev.luminar.model.PipelineSource;
import dev.luminar.model.PipelineStage;
import dev.luminar.model.Range;
import dev.luminar.model.Reduction;
import dev.luminar.model.SinkBuffer;
import dev.luminar.model.SinkChannel;
import dev.luminar.model.SinkReduction;
import dev.luminar.model.SourceBuffer;
import dev.luminar.model.SourceChannel;
import dev.luminar.model.SourceRange;
import dev.luminar.model.StageBatch;
import dev.luminar.model.StageFilter;
import dev.luminar.model.StageFlatMap;
import dev.luminar.model.StageFold;
import dev.luminar.model.StageMap;
import dev.luminar.model.StageOptions;
import dev.luminar.model.StageWindow;
import dev.luminar.model.Stmt;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ElementType;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;
import org.jspecify.annotations.Nullable;

/** Reads pipelines. Each stage sees the names around the pipeline and the item that comes to it. */
final class PipelineParser {
  private final Cursor cursor;
  private final TypeParser types;
  private final ExprParser exprs;
  private final BodyState state;
  private final StmtParser statements;
  private final RegionParser regions;

  PipelineParser(
      Cursor cursor,
      TypeParser types,
      ExprParser exprs,
      BodyState state,
      StmtParser statements,
      RegionParser regions) {
    this.cursor = cursor;
    this.types = types;
    this.exprs = exprs;
    this.state = state;
    this.statements = statements;
    this.regions = regions;
  }

  Stmt pipeline(Token start, Optional<String> label) {
    cursor.next();
    Span span = cursor.spanFrom(start);
    Pipeline statement = statements.braced(() -> stages(label, span));
    if (statement.sink() instanceof SinkReduction reduced) {
      state.sink(reduced.reduction());
    }
    return statement;
  }

  private Pipeline stages(Optional<String> label, Span span) {
    Scope outer = state.scope();
    PipelineSource source = source();
    ElementType item = source.type();
    state.open(false);
    state.declare(source.item(), item);
    MutableList<PipelineStage> stages = Lists.mutable.empty();
    while (!cursor.atName("sink")) {
      PipelineStage stage = stage(item, outer);
      item = stage.output(item);
      stages.add(stage);
    }
    state.restore(outer);
    return new Pipeline(label, source, stages.toImmutable(), sink(), span);
  }

  private PipelineSource source() {
    Token start = cursor.peek();
    cursor.expectName("source");
    String item = cursor.name("the name of the item").text();
    PipelineSource source;
    if (cursor.accept("in")) {
      Range range = statements.range();
      source = new SourceRange(item, range, cursor.spanFrom(start));
    } else if (cursor.acceptName("of")) {
      Expr buffer = exprs.parse(null);
      source = new SourceBuffer(item, buffer, cursor.spanFrom(start));
    } else if (cursor.acceptName("from")) {
      Expr channel = exprs.parse(null);
      source = new SourceChannel(item, channel, cursor.spanFrom(start));
    } else {
      throw cursor.expected("'in' with a range, 'of' with a buffer, or 'from' with a channel,");
    }
    cursor.expect(";");
    return source;
  }

  /** Reads a stage, and leaves the scope with the item that it hands on. */
  private PipelineStage stage(ElementType input, @Nullable Scope outer) {
    Token word = cursor.peek();
    PipelineStage stage =
        switch (word.kind() == Token.Kind.NAME ? word.text() : "") {
          case "map" -> map();
          case "filter" -> filter();
          case "flat_map" -> flatMap();
          case "window" -> window(input);
          case "batch" -> batch(input);
          case "fold" -> fold();
          default ->
              throw cursor.expected(
                  "a stage (map, filter, flat_map, window, batch, fold) or 'sink'");
        };
    String item =
        switch (stage) {
          case StageMap s -> s.item();
          case StageFilter _ -> null;
          case StageFlatMap s -> s.item();
          case StageWindow s -> s.item();
          case StageBatch s -> s.item();
          case StageFold s -> s.item();
        };
    if (item != null) {
      state.restore(outer);
      state.open(false);
      state.declare(item, stage.output(input));
    }
    return stage;
  }

  private StageOptions options() {
    if (!cursor.at("(") || !cursor.peek(1).is("parallel")) {
      return StageOptions.DEFAULT;
    }
    Token start = cursor.next();
    cursor.next();
    cursor.expect("=");
    long parallel = new OptionsParser(cursor).number(32);
    boolean isUnordered = cursor.accept(",");
    if (isUnordered) {
      cursor.expectName("unordered");
    }
    cursor.expect(")");
    return statements.at(start, () -> new StageOptions((int) parallel, !isUnordered));
  }

  private StageMap map() {
    Token start = cursor.next();
    StageOptions options = options();
    String item = cursor.name("the name of the new item").text();
    cursor.expect("=");
    Expr value = exprs.parse(null);
    StageMap stage = new StageMap(item, value, options, cursor.spanFrom(start));
    cursor.expect(";");
    return stage;
  }

  private StageFilter filter() {
    Token start = cursor.next();
    StageOptions options = options();
    Expr condition = exprs.parse(null);
    StageFilter stage = new StageFilter(condition, options, cursor.spanFrom(start));
    cursor.expect(";");
    return stage;
  }

  private StageFlatMap flatMap() {
    Token start = cursor.next();
    StageOptions options = options();
    String item = cursor.name("the name of the new item").text();
    cursor.expect(":");
    ElementType type = types.element();
    Span span = cursor.spanFrom(start);
    Block body = statements.block(() -> {});
    return new StageFlatMap(item, type, body, options, span);
  }

  private StageWindow window(ElementType input) {
    Token start = cursor.next();
    StageOptions options = options();
    String window = cursor.name("the name of the window").text();
    int size = size();
    cursor.expectName("step");
    int step = (int) new OptionsParser(cursor).number(32);
    cursor.expectName("as");
    String item = cursor.name("the name of the new item").text();
    cursor.expect(":");
    ElementType type = types.element();
    Span span = cursor.spanFrom(start);
    Block body = statements.block(() -> state.declare(window, new BufferType(input, false)));
    return new StageWindow(window, size, step, item, type, body, options, span);
  }

  private StageBatch batch(ElementType input) {
    Token start = cursor.next();
    StageOptions options = options();
    String batch = cursor.name("the name of the batch").text();
    int size = size();
    cursor.expectName("as");
    String item = cursor.name("the name of the new item").text();
    cursor.expect(":");
    ElementType type = types.element();
    Span span = cursor.spanFrom(start);
    Block body = statements.block(() -> state.declare(batch, new BufferType(input, false)));
    return new StageBatch(batch, size, item, type, body, options, span);
  }

  private int size() {
    cursor.expect("[");
    int size = (int) new OptionsParser(cursor).number(32);
    cursor.expect("]");
    return size;
  }

  private StageFold fold() {
    Token start = cursor.next();
    String item = cursor.name("the name of the value").text();
    cursor.expect(":");
    ElementType type = types.element();
    cursor.expect("=");
    Expr initial = exprs.parse(type);
    cursor.expectName("with");
    Scope scope = state.scope();
    state.open(false);
    state.declare(item, type);
    Expr value = exprs.parse(type);
    state.restore(scope);
    StageFold stage = new StageFold(item, initial, value, cursor.spanFrom(start));
    cursor.expect(";");
    return stage;
  }

  private PipelineSink sink() {
    Token start = cursor.next();
    PipelineSink sink;
    if (cursor.accept("reduce")) {
      cursor.expect("(");
      Reduction reduction = regions.reduction();
      cursor.expect(")");
      sink = new SinkReduction(reduction, cursor.spanFrom(start));
    } else {
      Expr target = exprs.parse(null);
      Span span = cursor.spanFrom(start);
      sink =
          target.type() instanceof BufferType
              ? new SinkBuffer(target, span)
              : new SinkChannel(target, span);
    }
    cursor.expect(";");
    return sink;
  }
}
