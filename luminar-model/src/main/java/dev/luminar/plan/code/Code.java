package dev.luminar.plan.code;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.plan.Local;
import dev.luminar.plan.Threads;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A statement of the plan language; {@link AtomicCode}, {@link AttemptCode} and {@link TaskCode}
 * hold the special ones.
 */
public sealed interface Code permits Code.Plain, AtomicCode, AttemptCode, TaskCode {

  /** The statements that need neither atomics nor a runtime. */
  sealed interface Plain extends Code {}

  /** One after the other. */
  record Seq(ImmutableList<Code> items) implements Plain {
    /** Checks the components. */
    public Seq {
      requireNonNull(items, "items");
    }
  }

  /** A source place: what follows, up to the next mark, was written there. */
  record Mark(Span span) implements Plain {
    /** Checks the components. */
    public Mark {
      requireNonNull(span, "span");
    }
  }

  /** A line of comment for readers of emitted C: why something is as it is. */
  record Note(String text) implements Plain {
    /** Checks the components. */
    public Note {
      requireNonNull(text, "text");
    }
  }

  /** Brings a local to life, with a first value or with none (then it is set before it is read). */
  record Declare(Local local, Optional<Val> value) implements Plain {
    /** Checks the components. */
    public Declare {
      requireNonNull(local, "local");
      requireNonNull(value, "value");
    }
  }

  /** Gives a local another value. */
  record Set(Local local, Val value) implements Plain {
    /** Checks the components. */
    public Set {
      requireNonNull(local, "local");
      requireNonNull(value, "value");
    }
  }

  /** Stores into a plain buffer, truncating to the element's type; the index was checked. */
  record Store(Val buffer, Val index, Val value) implements Plain {
    /** Checks the components. */
    public Store {
      requireNonNull(buffer, "buffer");
      requireNonNull(index, "index");
      requireNonNull(value, "value");
    }
  }

  /** Two ways. */
  record If(Val condition, Code whenTrue, Code whenFalse) implements Plain {
    /** Checks the components. */
    public If {
      requireNonNull(condition, "condition");
      requireNonNull(whenTrue, "whenTrue");
      requireNonNull(whenFalse, "whenFalse");
    }
  }

  /**
   * A loop: while {@code condition} holds, {@code body} and then {@code next}. A Continue of its
   * label goes to {@code next}, a Break leaves. A constant true condition makes a loop that only a
   * jump leaves.
   */
  record Loop(Label label, Val condition, Code body, Code next) implements Plain {
    /** Checks the components. */
    public Loop {
      requireNonNull(label, "label");
      requireNonNull(condition, "condition");
      requireNonNull(body, "body");
      requireNonNull(next, "next");
    }
  }

  /**
   * A counted loop: {@code index} (i64, declared here) runs from {@code from} to one below {@code
   * to}. The end is a constant or a local, and the body sets neither it nor the index.
   */
  record Count(Label label, Local index, Val from, Val to, Code body) implements Plain {
    /** Checks the components. */
    public Count {
      requireNonNull(label, "label");
      requireNonNull(index, "index");
      requireNonNull(from, "from");
      requireNonNull(to, "to");
      requireNonNull(body, "body");
    }
  }

  /** A statement that a Break of its label leaves. */
  record Labelled(Label label, Code body) implements Plain {
    /** Checks the components. */
    public Labelled {
      requireNonNull(label, "label");
      requireNonNull(body, "body");
    }
  }

  /** Leaves the loop or labelled statement of that label. */
  record Break(Label label) implements Plain {
    /** Checks the components. */
    public Break {
      requireNonNull(label, "label");
    }
  }

  /** Goes to the next round of the loop of that label. */
  record Continue(Label label) implements Plain {
    /** Checks the components. */
    public Continue {
      requireNonNull(label, "label");
    }
  }

  /**
   * Leaves the routine (not in a STEP routine). In a fallible routine a return from the handler of
   * the outermost Catch leaves the error in the context; the value is then the type's zero.
   */
  record Return(Optional<Val> value) implements Plain {
    /** Checks the components. */
    public Return {
      requireNonNull(value, "value");
    }
  }

  /**
   * Writes an error into the context and goes to the handler of the nearest enclosing Catch of the
   * routine; without one the routine returns.
   *
   * @param site position in {@link dev.luminar.plan.Plan#sites()}
   * @param code the error's code, an {@code i64}
   * @param args at most two {@code i64} values for the message
   */
  record Raise(int site, Val code, ImmutableList<Val> args) implements Plain {
    /** Checks the components. */
    public Raise {
      requireNonNull(code, "code");
      requireNonNull(args, "args");
    }
  }

  /** Raises if {@code condition}; emitters print it so that the other way is the fast one. */
  record RaiseIf(Val condition, Raise raise) implements Plain {
    /** Checks the components. */
    public RaiseIf {
      requireNonNull(condition, "condition");
      requireNonNull(raise, "raise");
    }
  }

  /**
   * Runs {@code body}; an error raised in it, or left in the context by a fallible call in it,
   * continues at {@code handler}, which finds it in the context.
   */
  record Catch(Label label, Code body, Code handler) implements Plain {
    /** Checks the components. */
    public Catch {
      requireNonNull(label, "label");
      requireNonNull(body, "body");
      requireNonNull(handler, "handler");
    }
  }

  /** Raises again what the context holds: to the Catch around the one whose handler this is. */
  record Reraise() implements Plain {}

  /** Calls a routine; if that is fallible and left an error, the error is raised here. */
  record Call(Optional<Local> result, int routine, ImmutableList<Val> args) implements Plain {
    /** Checks the components. */
    public Call {
      requireNonNull(result, "result");
      requireNonNull(args, "args");
    }
  }

  /** Calls an extern; if it fails, {@code failure} is raised with the code that it gave. */
  record CallExtern(
      Optional<Local> result, int extern, ImmutableList<Val> args, Optional<Raise> failure)
      implements Plain {
    /** Checks the components. */
    public CallExtern {
      requireNonNull(result, "result");
      requireNonNull(args, "args");
      requireNonNull(failure, "failure");
    }
  }

  /** Declares the storage of an atomic cell and gives it its first value. */
  record NewCell(Local cell, Val value) implements Plain {
    /** Checks the components. */
    public NewCell {
      requireNonNull(cell, "cell");
      requireNonNull(value, "value");
    }
  }

  /**
   * Allocates own storage: {@code length} zeroed elements. A negative length raises {@code
   * badLength}, a failed allocation {@code noMemory}; the local then holds an empty buffer.
   */
  record NewBuffer(Local buffer, Val length, Raise badLength, Raise noMemory) implements Plain {
    /** Checks the components. */
    public NewBuffer {
      requireNonNull(buffer, "buffer");
      requireNonNull(length, "length");
      requireNonNull(badLength, "badLength");
      requireNonNull(noMemory, "noMemory");
    }
  }

  /**
   * Allocates own storage like {@link NewBuffer} where it can be had; else the local holds an empty
   * buffer. The length is not negative.
   */
  record TryBuffer(Local buffer, Val length) implements Plain {
    /** Checks the components. */
    public TryBuffer {
      requireNonNull(buffer, "buffer");
      requireNonNull(length, "length");
    }
  }

  /** Brings an owned buffer local to life, empty: nothing is held. */
  record EmptyBuffer(Local buffer) implements Plain {
    /** Checks the components. */
    public EmptyBuffer {
      requireNonNull(buffer, "buffer");
    }
  }

  /** Gives back own storage; an empty buffer is fine. The local is then empty. */
  record FreeBuffer(Local buffer) implements Plain {
    /** Checks the components. */
    public FreeBuffer {
      requireNonNull(buffer, "buffer");
    }
  }

  /** Brings a team local to life, without threads. */
  record NoTeam(Local team) implements Plain {
    /** Checks the components. */
    public NoTeam {
      requireNonNull(team, "team");
    }
  }

  /**
   * Runs {@code body}, in which regions run on {@code team}. Its threads are started by the first
   * region that wants more than one, and wait between regions. What leaves the body ends the team
   * by {@link EndTeam}; only if something foreign to the plan leaves it (an exception of a host)
   * does the emitter see to that.
   */
  record Team(Local team, Code body) implements Plain {
    /** Checks the components. */
    public Team {
      requireNonNull(team, "team");
      requireNonNull(body, "body");
    }
  }

  /** Ends the threads of a team, if there are any, and waits for them. The local is then empty. */
  record EndTeam(Local team) implements Plain {
    /** Checks the components. */
    public EndTeam {
      requireNonNull(team, "team");
    }
  }

  /** Exchanges what two buffer locals refer to. */
  record SwapBuffers(Local left, Local right) implements Plain {
    /** Checks the components. */
    public SwapBuffers {
      requireNonNull(left, "left");
      requireNonNull(right, "right");
    }
  }

  /**
   * Raises {@code overlap} if two buffers share memory without being the same elements (a proof of
   * disjointness relied on it): when {@code inPlaceAllowed}, exactly equal buffers are fine.
   */
  record CheckOverlap(Val left, Val right, boolean inPlaceAllowed, Raise overlap) implements Plain {
    /** Checks the components. */
    public CheckOverlap {
      requireNonNull(left, "left");
      requireNonNull(right, "right");
      requireNonNull(overlap, "overlap");
    }
  }

  /**
   * Tells the context where the routine is: the position that paths of inner regions start from.
   */
  record SetPosition(PathStep step) implements Plain {
    /** Checks the components. */
    public SetPosition {
      requireNonNull(step, "step");
    }
  }

  /**
   * One step of an error's path.
   *
   * @param ordinal of the task statement in its concurrent block, or -1 in a parallel block
   * @param position which task or iteration, from 0
   * @param value of the iteration variable
   */
  record PathStep(Val ordinal, Val position, Val value) {
    /** Checks the components. */
    public PathStep {
      requireNonNull(ordinal, "ordinal");
      requireNonNull(position, "position");
      requireNonNull(value, "value");
    }
  }

  /**
   * Runs a bare region with {@code count} positions (at least 0; 0 does nothing but give the
   * reductions their identities). Under STOP its error is raised here.
   *
   * @param region position in {@link dev.luminar.plan.Plan#bareRegions()}
   * @param threads the thread count for {@code Threads.Exactly} (i64, 1 to 1,024, checked before)
   * @param team the team whose threads it runs on, if the region is one that does
   * @param guard whether the iterations may run at the same time (bool), where that is known at run
   *     time only; if not, they run on the calling thread in the order of their positions
   * @param captures in the order of the region's captures
   * @param identities one per reduction: its value if nothing is contributed
   * @param results one local per reduction, declared here
   * @param errorCount a local (i64) that takes the true number of errors, declared here
   */
  record RunRegion(
      int region,
      Val count,
      Optional<Val> threads,
      Optional<Local> team,
      Optional<Val> guard,
      ImmutableList<Val> captures,
      ImmutableList<Val> identities,
      ImmutableList<Local> results,
      Optional<Local> errorCount)
      implements Plain {
    /** Checks the components. */
    public RunRegion {
      requireNonNull(count, "count");
      requireNonNull(threads, "threads");
      requireNonNull(team, "team");
      requireNonNull(guard, "guard");
      requireNonNull(captures, "captures");
      requireNonNull(identities, "identities");
      requireNonNull(results, "results");
      requireNonNull(errorCount, "errorCount");
    }

    /** A run whose iterations may always run at the same time. */
    public RunRegion(
        int region,
        Val count,
        Optional<Val> threads,
        Optional<Local> team,
        ImmutableList<Val> captures,
        ImmutableList<Val> identities,
        ImmutableList<Local> results,
        Optional<Local> errorCount) {
      this(
          region,
          count,
          threads,
          team,
          Optional.empty(),
          captures,
          identities,
          results,
          errorCount);
    }
  }

  /**
   * Declares {@code into} as the number of threads (i64, at least 1) that a region is worth whose
   * user left it to the compiler: what {@code threads} says for its number of positions.
   *
   * @param team the team on whose threads the region runs
   */
  record AutoThreads(Local into, Val count, Threads.Auto threads, Optional<Local> team)
      implements Plain {
    /** Checks the components. */
    public AutoThreads {
      requireNonNull(into, "into");
      requireNonNull(count, "count");
      requireNonNull(threads, "threads");
      requireNonNull(team, "team");
    }
  }

  /**
   * In a CHUNK routine of a region with {@code Threads.Exactly}: declares {@code into} as the
   * number (i64) of the part that runs, from 0 to below the number of threads. No two parts that
   * run at a time have one number.
   */
  record PartNumber(Local into) implements Plain {
    /** Checks the components. */
    public PartNumber {
      requireNonNull(into, "into");
    }
  }

  /**
   * In a CHUNK routine, in the handler of an iteration: hands the error in the context to the
   * region, by its strategy, and clears the context. {@code iteration} is the region's position.
   */
  record RecordIteration(Val iteration, PathStep step) implements Plain {
    /** Checks the components. */
    public RecordIteration {
      requireNonNull(iteration, "iteration");
      requireNonNull(step, "step");
    }
  }

  /**
   * In a CHUNK routine: declares {@code into} as the running value of an order-free reduction of
   * this thread, and ...
   */
  record LoadPartial(int reduction, Local into) implements Plain {
    /** Checks the components. */
    public LoadPartial {
      requireNonNull(into, "into");
    }
  }

  /** ... gives it back at the end of the run. */
  record StorePartial(int reduction, Val value) implements Plain {
    /** Checks the components. */
    public StorePartial {
      requireNonNull(value, "value");
    }
  }

  /**
   * The loop of a CHUNK routine with a shaped reduction: for each position from {@code from} to one
   * below {@code to} it runs {@code body}, which leaves the iteration's value of each reduction in
   * its local; these go to the lane of the position (counted from {@code from}), lanes combine at
   * the end, and the block's partials are stored. See {@link dev.luminar.plan.ReductionShape}.
   *
   * @param simple whether {@code body} is straight-line code that always contributes, so that eight
   *     iterations may be printed side by side
   */
  record Lanes(
      Label label,
      Local index,
      Val from,
      Val to,
      Code body,
      ImmutableList<Lane> reductions,
      boolean simple)
      implements Plain {
    /** Checks the components. */
    public Lanes {
      requireNonNull(label, "label");
      requireNonNull(index, "index");
      requireNonNull(from, "from");
      requireNonNull(to, "to");
      requireNonNull(body, "body");
      requireNonNull(reductions, "reductions");
    }
  }

  /**
   * What an iteration leaves for one reduction.
   *
   * @param reduction position in the region's reductions
   * @param value the local that holds the iteration's value
   * @param present the local (bool) that says whether there is one; empty when there always is
   */
  record Lane(int reduction, Local value, Optional<Local> present) {
    /** Checks the components. */
    public Lane {
      requireNonNull(value, "value");
      requireNonNull(present, "present");
    }
  }

  /** Nothing. */
  Code NOTHING = new Seq(Lists.immutable.empty());

  /** One after the other. */
  static Code seq(Code... items) {
    requireNonNull(items, "items");
    return new Seq(Lists.immutable.of(items));
  }
}
