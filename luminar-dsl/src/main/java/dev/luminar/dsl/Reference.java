package dev.luminar.dsl;

import dev.luminar.model.expr.Expr;
import org.jspecify.annotations.Nullable;

/**
 * A reference: a channel, a task, or io.
 *
 * @param <H> the class of the handle itself
 */
public abstract sealed class Reference<H extends Reference<H>> extends Handle<H> implements Bindable
    permits Chan, Spawned, Io {
  Reference(Expr node, @Nullable OpenBlock home) {
    super(node, home);
  }
}
