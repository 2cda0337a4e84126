package dev.luminar.model;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.Type;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.immutables.value.Value;

/**
 * A function that the host provides: {@code extern fn read_block(f: io, into: u8[]) -> i64 writes
 * fails blocks;}
 *
 * <p>In C it is a function prototyped in the emitted header, on the JVM a method of the host's
 * interface.
 */
@Value.Immutable
@OptionsStyle
public abstract class Extern {
  /** Makes externs; the name must be given. */
  public static final class Builder extends ImmutableExtern.Builder {
    Builder() {}
  }

  Extern() {}

  /** Returns a builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the name, unique in the program. */
  public abstract String name();

  /** Returns the parameters; none by default. */
  @Value.Default
  public ImmutableList<Parameter> parameters() {
    return Lists.immutable.empty();
  }

  /** Returns what it returns: a scalar, a struct or io; nothing by default. */
  public abstract Optional<Type> result();

  /** Returns what it may do; {@link ExternEffect#WRITES} by default. */
  @Value.Default
  public ExternEffect effect() {
    return ExternEffect.WRITES;
  }

  /** Says whether it may raise an error; by default it may not. */
  @Value.Default
  public boolean isFailing() {
    return false;
  }

  /**
   * Says whether it may wait for something outside; such a call never runs on a pool thread. By
   * default it may not.
   */
  @Value.Default
  public boolean isBlocking() {
    return false;
  }

  /**
   * Says whether a call that overruns the grace period may be left behind; it gets no buffers. Not
   * by default.
   */
  @Value.Default
  public boolean isAbandonable() {
    return false;
  }

  /** Returns the place; {@link Span#NONE} by default. */
  @Value.Default
  public Span span() {
    return Span.NONE;
  }

  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107, LUM1110 or LUM1105 as for functions, LUM1114 if properties
   *     exclude each other
   */
  @Value.Check
  protected void check() {
    StmtChecks.name(name(), "an extern", span());
    SignatureChecks.parameters(parameters());
    SignatureChecks.result(result(), span());
    if (effect() == ExternEffect.PURE && isBlocking()) {
      throw new ModelException(
          DiagnosticCode.INVALID_EXTERN,
          span(),
          "the extern '" + name() + "' is pure, so it cannot block");
    }
    if (isAbandonable() && !isBlocking()) {
      throw new ModelException(
          DiagnosticCode.INVALID_EXTERN,
          span(),
          "the extern '" + name() + "' does not block, so it cannot be abandoned");
    }
    if (isAbandonable()
        && parameters().anySatisfy(parameter -> parameter.type() instanceof BufferType)) {
      throw new ModelException(
          DiagnosticCode.INVALID_EXTERN,
          span(),
          "the extern '" + name() + "' gets a buffer, so it cannot be abandoned");
    }
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
