package dev.luminar.analyzer.scope;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.Type;
import org.jspecify.annotations.Nullable;

/** What a name stands for. Compared by identity, since sibling scopes may use one name twice. */
public final class Declaration {
  /** What kind of thing was declared. */
  public enum Kind {
    PARAMETER("a parameter"),
    LET("a let"),
    VARIABLE("a variable"),
    INDEX("an index"),
    ITEM("an item"),
    RESULT("a result"),
    BUFFER("a buffer"),
    ARRAY("an array"),
    CHANNEL("a channel"),
    CELL("an atomic cell"),
    REDUCTION("a reduction"),
    REDUCED("the result of a reduction"),
    ERROR("an error");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** The kind with its article, for messages. */
    public String words() {
      return words;
    }
  }

  private final String name;
  private final Kind kind;
  private final Type type;
  private final Span span;
  private final @Nullable Expr value;
  private final int taskDepth;
  private final int number;
  private final Declaration root;

  Declaration(
      String name,
      Kind kind,
      Type type,
      Span span,
      @Nullable Expr value,
      int taskDepth,
      int number,
      @Nullable Declaration root) {
    this.name = name;
    this.kind = kind;
    this.type = type;
    this.span = span;
    this.value = value;
    this.taskDepth = taskDepth;
    this.number = number;
    this.root = root == null ? this : root;
  }

  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  public Type type() {
    return type;
  }

  public Span span() {
    return span;
  }

  /** What a let is bound to; null for all other kinds. */
  public @Nullable Expr value() {
    return value;
  }

  /** In how many task bodies, each inside the one before, the declaration stands; 0 for none. */
  public int taskDepth() {
    return taskDepth;
  }

  /** Its position among the declarations of its function, from 1. */
  public int number() {
    return number;
  }

  /** What a let of a buffer or of a reference refers to in the end; else the declaration itself. */
  public Declaration root() {
    return root;
  }

  /**
   * Whether the name always stands for the same value, so that it may be read from several tasks.
   */
  public boolean isImmutable() {
    return kind != Kind.VARIABLE && kind != Kind.CELL && kind != Kind.REDUCTION;
  }

  @Override
  public String toString() {
    return kind.words() + " '" + name + "'";
  }
}
