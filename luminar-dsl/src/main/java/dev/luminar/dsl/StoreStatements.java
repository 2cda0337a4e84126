package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.AccessClaim;
import dev.luminar.model.Assign;
import dev.luminar.model.Store;
import dev.luminar.model.Swap;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;

/** Statements that change variables, buffers and arrays. */
public sealed interface StoreStatements permits Statements {
  /** Adds {@code variable = value;}. */
  default <V extends Value<V>> void assign(Variable<V> variable, V value) {
    requireNonNull(variable, "variable");
    requireNonNull(value, "value");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Ref target = (Ref) b.use(variable.value(), here);
    b.add(new Assign(target, b.use(value, here), here));
  }

  /** Adds {@code buffer[index] = value;}; a storage type truncates from i32. */
  default <V extends Value<V>> void store(PlainMemory<V, ?> buffer, Int<?> index, V value) {
    store(buffer, index, value, AccessClaim.NONE);
  }

  /** Adds {@code buffer[index] = value;}. */
  default <V extends Value<V>> void store(PlainMemory<V, ?> buffer, long index, V value) {
    store(buffer, Dsl.i64(index), value, AccessClaim.NONE);
  }

  /** Adds {@code claim buffer[index] = value;}: the user vouches for what cannot be proved. */
  default <V extends Value<V>> void store(
      PlainMemory<V, ?> buffer, Int<?> index, V value, AccessClaim claim) {
    requireNonNull(buffer, "buffer");
    requireNonNull(index, "index");
    requireNonNull(value, "value");
    requireNonNull(claim, "claim");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.add(new Store(b.use(buffer, here), b.use(index, here), b.use(value, here), claim, here));
  }

  /** Adds {@code array[index] = reference;}. */
  default <H extends Reference<H>> void store(Array<H> array, Int<?> index, H reference) {
    requireNonNull(array, "array");
    requireNonNull(index, "index");
    requireNonNull(reference, "reference");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Expr target = b.use(array, here);
    b.add(new Store(target, b.use(index, here), b.use(reference, here), AccessClaim.NONE, here));
  }

  /** Adds {@code array[index] = reference;}. */
  default <H extends Reference<H>> void store(Array<H> array, long index, H reference) {
    store(array, Dsl.i64(index), reference);
  }

  /**
   * Adds {@code swap(first, second);}, which exchanges what two names of buffers stand for.
   *
   * @throws dev.luminar.diag.DiagnosticException LUM2012 if one is no name but a slice
   */
  default <S extends Memory<S>> void swap(S first, S second) {
    requireNonNull(first, "first");
    requireNonNull(second, "second");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    if (b.use(first, here) instanceof Ref one && b.use(second, here) instanceof Ref other) {
      b.add(new Swap(one, other, here));
    } else {
      throw Guard.failed(
          DiagnosticCode.NAME_NEEDED, here, "what is swapped must be a name; bind it with 'let'");
    }
  }
}
