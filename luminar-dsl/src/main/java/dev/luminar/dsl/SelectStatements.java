package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.Select;
import dev.luminar.model.SelectPolicy;
import java.util.function.Consumer;

/**
 * Select.
 *
 * @param <B> the class of the arms
 */
public sealed interface SelectStatements<B extends OpenBlock> permits WaitStatements {
  /** Adds {@code select { }} with the rotating policy. */
  default void select(Consumer<? super SelectBlock<B>> arms) {
    select(SelectPolicy.ROTATING, arms);
  }

  /**
   * Adds {@code select (policy = policy) { }}.
   *
   * @throws dev.luminar.model.ModelException LUM1112 without arms, or with more than one default or
   *     timeout
   */
  default void select(SelectPolicy policy, Consumer<? super SelectBlock<B>> arms) {
    requireNonNull(policy, "policy");
    requireNonNull(arms, "arms");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    SelectBlock<B> select = new SelectBlock<>(b, here);
    b.build(select, arms);
    b.add(new Select(policy, select.arms(), here));
  }
}
