package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.Type;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The value or the thing that a name stands for. The analyzer checks that the name is in scope and
 * has this type.
 *
 * @param name the declared name
 * @param type its type
 * @param span the place
 */
public record Ref(String name, Type type, Span span) implements Expr {
  /**
   * Checks the components.
   *
   * @throws dev.luminar.model.ModelException LUM1107 if the name is empty
   */
  public Ref {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(span, "span");
    Checks.name(name, "a reference", span);
  }

  @Override
  public ImmutableList<Expr> children() {
    return Lists.immutable.empty();
  }

  @Override
  public int depth() {
    return 1;
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
