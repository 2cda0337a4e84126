package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.ArrayDecl;
import dev.luminar.model.Let;
import dev.luminar.model.Var;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.ArrayType;
import java.util.Optional;

/** Statements that give names to values, variables, and own storage. */
public sealed interface BindStatements permits Statements {
  /** Adds {@code let name = value;} and returns what the name stands for. */
  default <H extends Handle<H> & Bindable> H let(String name, H value) {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Expr node = b.use(value, here);
    String fresh = b.fresh(name);
    b.add(new Let(fresh, node, here));
    return value.made(new Ref(fresh, node.type(), here), b);
  }

  /** Adds {@code var name: type = value;}. */
  default <V extends Value<V>> Variable<V> var(String name, V value) {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Expr node = b.use(value, here);
    String fresh = b.fresh(name);
    b.add(new Var(fresh, value.type().node(), Optional.of(node), here));
    return new Variable<>(value.made(new Ref(fresh, node.type(), here), b));
  }

  /** Adds {@code var name: type;}, which must be assigned before it is read. */
  default <V extends Value<V>> Variable<V> var(String name, ValueType<V> type) {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    String fresh = b.fresh(name);
    b.add(new Var(fresh, type.node(), Optional.empty(), here));
    return new Variable<>(type.wrap(new Ref(fresh, type.node(), here), b));
  }

  /** Adds {@code buffer name: element[length];}: own storage, zeroed, to the end of the block. */
  default <V extends Value<V>> Buf<V> buffer(String name, ValueType<V> element, Int<?> length) {
    requireNonNull(element, "element");
    return Storage.declare((OpenBlock) this, name, Dsl.buf(element), length);
  }

  /** Adds {@code buffer name: element[length];}. */
  default <V extends Value<V>> Buf<V> buffer(String name, ValueType<V> element, long length) {
    return buffer(name, element, Dsl.i64(length));
  }

  /** Adds {@code buffer name: element[length];} of a storage type. */
  default <S extends Memory<S>> S buffer(String name, StorageType<S> element, Int<?> length) {
    requireNonNull(element, "element");
    return Storage.declare((OpenBlock) this, name, Dsl.buf(element), length);
  }

  /** Adds {@code buffer name: element[length];} of a storage type. */
  default <S extends Memory<S>> S buffer(String name, StorageType<S> element, long length) {
    return buffer(name, element, Dsl.i64(length));
  }

  /** Adds {@code atomic buffer name: element[length];}. */
  default <V extends Value<V> & Atomic> AtomicBuf<V> atomicBuffer(
      String name, AtomicType<V> element, Int<?> length) {
    requireNonNull(element, "element");
    return Storage.declare((OpenBlock) this, name, Dsl.atomicBuf(element), length);
  }

  /** Adds {@code atomic buffer name: element[length];}. */
  default <V extends Value<V> & Atomic> AtomicBuf<V> atomicBuffer(
      String name, AtomicType<V> element, long length) {
    return atomicBuffer(name, element, Dsl.i64(length));
  }

  /** Adds {@code array name: element[length];}: references, to the end of the block. */
  default <H extends Reference<H>> Array<H> array(String name, DslType<H> element, Int<?> length) {
    requireNonNull(name, "name");
    requireNonNull(element, "element");
    requireNonNull(length, "length");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Expr count = b.use(length, here);
    String fresh = b.fresh(name);
    ArrayType type = new ArrayType(element.node());
    b.add(new ArrayDecl(fresh, type, count, here));
    return new Array<>(element, new Ref(fresh, type, here), b);
  }

  /** Adds {@code array name: element[length];}. */
  default <H extends Reference<H>> Array<H> array(String name, DslType<H> element, long length) {
    return array(name, element, Dsl.i64(length));
  }
}
