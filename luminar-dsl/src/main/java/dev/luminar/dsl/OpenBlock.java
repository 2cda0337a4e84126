package dev.luminar.dsl;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.diag.Span;
import dev.luminar.model.Block;
import dev.luminar.model.Stmt;
import dev.luminar.model.expr.Expr;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;
import org.jspecify.annotations.Nullable;

/**
 * A block while its body runs: the first parameter of every lambda. Each statement begins with the
 * block that it goes into.
 *
 * <p>A block takes statements only while it is the innermost open one, and only from the thread
 * that builds the program. Violations throw a {@link DiagnosticException} that names both blocks
 * and the Java line: LUM2001 for an outer block, LUM2002 for one that has ended, LUM2003 for a
 * value of a block that has ended, LUM2007 for another thread, LUM2008 for a value of another
 * program.
 *
 * <p>A local name that is taken gets a number: the second {@code x} becomes {@code x_2}. So Java
 * methods that build parts of programs need not know each other's names.
 */
public abstract sealed class OpenBlock
    permits ProgramBlock,
        FunctionBlock,
        FunctionLoop,
        ParallelBlock,
        ParallelLoop,
        ConcurrentBlock,
        ConcurrentLoop,
        TaskBlock,
        TaskLoop,
        StageBlock,
        StageLoop,
        CleanupBlock,
        CleanupLoop,
        SelectBlock,
        PipelineBlock,
        ItemScope {
  private final Session session;
  private final @Nullable OpenBlock outer;
  private final String what;
  private final Span place;
  private final MutableList<Stmt> statements = Lists.mutable.empty();
  private final Set<String> names = new HashSet<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final int depth;
  private boolean isOpen;

  OpenBlock(Session session, String what, Span place) {
    this.session = session;
    this.outer = null;
    this.depth = 0;
    this.what = what;
    this.place = place;
  }

  OpenBlock(OpenBlock outer, String what, Span place) {
    this.session = outer.session;
    this.outer = outer;
    this.depth = outer.depth + 1;
    this.what = what;
    this.place = place;
  }

  /** Returns a block of this kind inside another: an arm of an if, a body of an attempt. */
  abstract OpenBlock inner(OpenBlock around, String arm, Span at);

  /** Returns the body of a loop, of the kind that belongs to this kind. */
  abstract OpenBlock innerLoop(String loop, Span at);

  /** Returns what the block is, such as {@code task (Main.java:12)}. */
  @Override
  public final String toString() {
    return describe();
  }

  final String describe() {
    return place.isKnown()
        ? "the block '" + what + "' (" + place + ")"
        : "the block '" + what + "'";
  }

  final Session session() {
    return session;
  }

  final @Nullable OpenBlock outer() {
    return outer;
  }

  final Span place() {
    return place;
  }

  final boolean isOpen() {
    return isOpen;
  }

  final int depth() {
    return depth;
  }

  /** Checks that a statement may be added here and now; returns the place of the call. */
  final Span enter() {
    Span here = Place.here();
    session.checkThread(this, here);
    if (!isOpen) {
      throw Guard.closedBlock(this, here);
    }
    OpenBlock current = session.current();
    if (current != null && current != this) {
      throw Guard.outerBlock(this, current, here);
    }
    return here;
  }

  /** Checks that a handle may be used in this block, and returns its node at the place. */
  final Expr use(Handle<?> handle, Span at) {
    checkHome(handle, handle.home(), at);
    return handle.nodeAt(at);
  }

  /** Checks that something that belongs to a block may be used in this one; a message shows it. */
  final void checkHome(Object shown, @Nullable OpenBlock home, Span at) {
    if (home == null) {
      return;
    }
    if (home.session != session) {
      throw Guard.otherProgram("'" + shown + "'", home, this, at);
    }
    if (!home.isOpen) {
      throw Guard.leaked(shown.toString(), home, at);
    }
  }

  final void add(Stmt statement) {
    statements.add(statement);
  }

  /** Returns the number of statements so far: the position of the next one. */
  final int size() {
    return statements.size();
  }

  final void replace(int position, Stmt statement) {
    statements.set(position, statement);
  }

  final Stmt statement(int position) {
    return statements.get(position);
  }

  /** Returns the name, or the name with a number if it is taken here or around. */
  final String fresh(String name) {
    return fresh(name, this);
  }

  /** As {@link #fresh(String)}; the name must also be free in a block further in. */
  final String fresh(String name, OpenBlock innermost) {
    String free = name;
    while (innermost.isTaken(free)) {
      int number = numbers.getOrDefault(name, 1) + 1;
      numbers.put(name, number);
      free = name + "_" + number;
    }
    names.add(free);
    return free;
  }

  private boolean isTaken(String name) {
    for (OpenBlock block = this; block != null; block = block.outer) {
      if (block.names.contains(name)) {
        return true;
      }
    }
    return false;
  }

  /** Runs a body for a block inside this one, exactly once, at once; returns what it built. */
  final <B extends OpenBlock> Block build(B block, Consumer<? super B> body) {
    OpenBlock opened = block;
    opened.isOpen = true;
    session.enter(block);
    try {
      body.accept(block);
    } finally {
      opened.isOpen = false;
      session.leave(block);
    }
    return new Block(opened.statements.toImmutable(), opened.place);
  }

  /** Throws LUM2004: a name that others see cannot be changed. */
  static DiagnosticException duplicate(String what, String name, Span first, Span second) {
    return new DiagnosticException(
        Diagnostic.error(
                DiagnosticCode.DUPLICATE_NAME,
                second,
                "the program has two " + what + " with the name '" + name + "'")
            .withNote("the first one is here", first));
  }
}
