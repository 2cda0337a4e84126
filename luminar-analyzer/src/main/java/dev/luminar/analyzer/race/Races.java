package dev.luminar.analyzer.race;

import dev.luminar.analyzer.facts.Access;
import dev.luminar.analyzer.facts.Guard;
import dev.luminar.analyzer.facts.OverlapCheck;
import dev.luminar.analyzer.facts.ProgramFacts;
import dev.luminar.analyzer.facts.RegionKey;
import dev.luminar.analyzer.facts.RegionVerdicts;
import dev.luminar.analyzer.race.AccessWalk.SharedRegion;
import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.analyzer.scope.ProgramNames;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.AccessClaim;
import dev.luminar.model.Function;
import dev.luminar.model.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/** Judges every access to a buffer that tasks share, and reports those that may collide. */
public final class Races {
  private final AccessWalk walk;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Map<RegionKey, RegionVerdicts> judged = new HashMap<>();

  private Races(ProgramNames names, ProgramFacts facts) {
    walk = new AccessWalk(names, facts);
  }

  /**
   * Facts with a verdict about each access to a buffer that tasks share.
   *
   * @param facts the facts
   * @param races what may collide; nothing if the program is free of races
   */
  public record Judged(ProgramFacts facts, ImmutableList<Diagnostic> races) {}

  /** Judges every access to a buffer that the tasks of a region of a program share. */
  public static Judged judge(Program program, ProgramFacts facts) {
    var races = new Races(new ProgramNames(program), facts);
    program.functions().forEach(races::judge);
    return new Judged(
        facts.withVerdicts(key -> races.judged.getOrDefault(key, RegionVerdicts.NONE)),
        Lists.immutable.withAll(races.diagnostics));
  }

  private void judge(Function function) {
    SwappedLets.Moved moved = SwappedLets.of(function);
    for (SharedRegion region : walk.regionsOf(function, moved)) {
      judged.put(new RegionKey(function.name(), region.ordinal), judge(region, moved));
    }
  }

  private RegionVerdicts judge(SharedRegion region, SwappedLets.Moved moved) {
    Map<Declaration, List<SharedAccess>> byRoot = new LinkedHashMap<>();
    for (SharedAccess access : region.accesses) {
      byRoot.computeIfAbsent(access.root(), key -> new ArrayList<>()).add(access);
    }
    var test = new Disjointness(region, walk.forms().symbols());
    Map<Declaration, Collision> collisions = new HashMap<>();
    Map<Declaration, Guard> guards = new HashMap<>();
    Guard guard = Guard.ALWAYS;
    for (Map.Entry<Declaration, List<SharedAccess>> buffer : byRoot.entrySet()) {
      Disjointness.Found found = found(test, buffer.getValue());
      if (found.collision() == null) {
        Collision moving = withMovedViews(buffer.getValue(), byRoot, moved);
        found = moving == null ? found : Disjointness.Found.colliding(moving);
      }
      if (found.collision() != null) {
        collisions.put(buffer.getKey(), found.collision());
        report(region, found.collision());
      } else {
        guards.put(buffer.getKey(), found.guard().simplified());
        guard = guard.and(found.guard());
      }
    }
    guard = guard.simplified();
    Map<Declaration, Uses> uses = new HashMap<>();
    byRoot.forEach((root, accesses) -> uses.put(root, Uses.of(accesses)));
    var accesses = Lists.mutable.<Access>empty();
    for (SharedAccess access : region.accesses) {
      Declaration root = access.root();
      accesses.add(
          verdict(
              access,
              uses.get(root),
              collisions.get(root),
              guards.getOrDefault(root, Guard.ALWAYS)));
    }
    ImmutableList<OverlapCheck> checks =
        collisions.isEmpty() ? checks(region, test, guard, moved) : Lists.immutable.empty();
    var injectivity = new CheckedClaims(region);
    diagnostics.addAll(injectivity.diagnostics());
    return new RegionVerdicts(accesses.toImmutable(), guard, injectivity.checks(), checks);
  }

  private static Disjointness.Found found(Disjointness test, List<SharedAccess> accesses) {
    SharedAccess vouched = null;
    for (SharedAccess access : accesses) {
      boolean isInjective =
          access.claim() == AccessClaim.ASSUME_INJECTIVE
              || access.claim() == AccessClaim.ASSUME_INJECTIVE_CHECKED;
      vouched = vouched == null && isInjective ? access : vouched;
    }
    if (vouched == null) {
      return test.find(accesses);
    }
    for (SharedAccess access : accesses) {
      boolean isSame = access.target() != null && access.target().equals(vouched.target());
      if (!isSame && access.claim() != AccessClaim.UNCHECKED) {
        return Disjointness.Found.colliding(
            new Collision(
                vouched,
                access,
                null,
                "only one index of it is vouched for, and this is another one"));
      }
    }
    return Disjointness.Found.APART;
  }

  /** A part whose buffer was swapped may lie in any buffer that was. */
  private static @Nullable Collision withMovedViews(
      List<SharedAccess> accesses,
      Map<Declaration, List<SharedAccess>> byRoot,
      SwappedLets.Moved moved) {
    if (moved.views().isEmpty()) {
      return null;
    }
    for (SharedAccess access : accesses) {
      if (access.least() != null || access.isClaimed()) {
        continue;
      }
      for (List<SharedAccess> others : byRoot.values()) {
        for (SharedAccess other : others) {
          if (other.root() != access.root() && (other.isWrite() || access.isWrite())) {
            return new Collision(
                access,
                other,
                null,
                "it is part of a buffer that was swapped, and may lie in the other one");
          }
        }
      }
    }
    return null;
  }

  /** What all accesses to a buffer together are. */
  private record Uses(boolean isWritten, boolean isClaimed, boolean isOneTask) {
    static Uses of(List<SharedAccess> accesses) {
      Slot slot = accesses.get(0).slot();
      return new Uses(
          accesses.stream().anyMatch(SharedAccess::isWrite),
          accesses.stream().anyMatch(SharedAccess::isClaimed),
          slot.instances() == Slot.Instances.ONE
              && accesses.stream().allMatch(access -> access.slot().equals(slot)));
    }
  }

  private static Access verdict(
      SharedAccess access, @Nullable Uses all, @Nullable Collision collision, Guard guard) {
    Access.Verdict verdict = Access.Verdict.PROVEN;
    String reason;
    if (collision != null && (collision.first() == access || collision.second() == access)) {
      verdict = Access.Verdict.REFUSED;
      reason = collision.witness() == null ? collision.problem() : collision.witness();
    } else if (access.isClaimed()) {
      verdict = Access.Verdict.ASSUMED;
      reason = "the program says " + access.claim().symbol();
    } else if (access.kind() == Access.Kind.ATOMIC) {
      reason = "atomic";
    } else if (all == null || !all.isWritten()) {
      reason = "nobody writes";
    } else if (all.isClaimed()) {
      verdict = Access.Verdict.ASSUMED;
      reason = "the program vouches for a store to the buffer";
    } else if (all.isOneTask()) {
      reason = "one task alone uses the buffer";
    } else if (!guard.equals(Guard.ALWAYS)) {
      verdict = Access.Verdict.GUARDED;
      reason = "no two " + access.slot().word() + "s touch the same element if " + guard;
    } else {
      reason = "no two " + access.slot().word() + "s touch the same element";
    }
    return new Access(access.name(), access.kind(), access.shown(), verdict, reason, access.span());
  }

  private void report(SharedRegion region, Collision found) {
    SharedAccess write = found.first().isWrite() ? found.first() : found.second();
    SharedAccess other = write == found.first() ? found.second() : found.first();
    String name = write.name();
    Diagnostic diagnostic =
        found.witness() != null
            ? Diagnostic.error(DiagnosticCode.RACE, write.span(), found.witness())
            : Diagnostic.error(
                DiagnosticCode.RACE_NOT_EXCLUDED,
                write.span(),
                "tasks may collide at '" + name + "': " + found.problem());
    if (other != write && !other.span().sameAs(write.span())) {
      diagnostic =
          diagnostic.withNote("the other access is here, it " + other.kind().verb(), other.span());
    }
    Span place = region.region.span();
    diagnostics.add(
        (place.isKnown()
                ? diagnostic.withNote("the tasks belong to this block", place)
                : diagnostic)
            .withHelp(help(write, other, found)));
  }

  /** What mends it, by how the two indices depend on the instance. */
  private String help(SharedAccess write, SharedAccess other, Collision found) {
    if (found.problem().contains("i32")) {
      return "compute the index in i64";
    }
    Symbols symbols = walk.forms().symbols();
    boolean isSame = write.target() != null && write.target().equals(other.target());
    if (write != other && !other.isWrite() && !isSame) {
      return "read one buffer and write another, and swap them behind the block; or make it an atomic"
          + " buffer";
    }
    Poly index = write.least();
    boolean isLookedUp =
        index == null
            || symbols.reachable(List.of(index)).stream()
                .anyMatch(s -> symbols.definition(s) instanceof Definition.Load);
    if (isLookedUp && write.target() != null) {
      return "use a reduction over an array or an atomic buffer; or say 'assume_injective' before the"
          + " store if no index occurs twice, or 'assume_injective(check)' to have that checked";
    }
    int own = write.slot().symbol();
    if (index != null && own != 0 && !symbols.reachable(List.of(index)).contains(own)) {
      return "all " + write.slot().word() + "s write there: use a reduction, or an atomic buffer";
    }
    boolean isStretch =
        write.target() == null
            || index != null
                && Arrays.stream(index.symbols())
                    .anyMatch(s -> s != own && symbols.number(s) > write.slot().lastOutside());
    return isStretch
        ? "give each "
            + write.slot().word()
            + " a slice of its own, such as 'let row = "
            + write.root().name()
            + "[i * w..<(i + 1) * w];', and write in it only"
        : "write only at the "
            + write.slot().word()
            + "'s own index; or use a reduction or an atomic buffer";
  }

  private ImmutableList<OverlapCheck> checks(
      SharedRegion region, Disjointness test, Guard guard, SwappedLets.Moved moved) {
    Map<Declaration, List<SharedAccess>> byName = new LinkedHashMap<>();
    for (SharedAccess access : region.accesses) {
      Declaration root = access.root();
      boolean isLent =
          root.kind() == Declaration.Kind.PARAMETER || moved.lent().contains(root.number());
      if (isLent
          && root.number() <= region.lastOutside
          && access.outer().number() <= region.lastOutside) {
        byName.computeIfAbsent(access.outer(), key -> new ArrayList<>()).add(access);
      }
    }
    var checks = Lists.mutable.<OverlapCheck>empty();
    List<Declaration> names = List.copyOf(byName.keySet());
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        Declaration left = names.get(i);
        Declaration right = names.get(j);
        List<SharedAccess> leftUses = byName.get(left);
        List<SharedAccess> rightUses = byName.get(right);
        if (left.root() != right.root() && canMeet(leftUses, rightUses)) {
          boolean inPlace = isInPlace(region, test, guard, left, leftUses, right, rightUses);
          checks.add(new OverlapCheck(left.name(), right.name(), inPlace, region.region.span()));
        }
      }
    }
    return checks.toImmutable();
  }

  /** Whether tasks would collide if the buffers shared memory in the worst way. */
  private static boolean canMeet(List<SharedAccess> left, List<SharedAccess> right) {
    boolean isAtomic =
        left.stream().allMatch(a -> a.kind() == Access.Kind.ATOMIC)
            && right.stream().allMatch(a -> a.kind() == Access.Kind.ATOMIC);
    if (isAtomic || !isChanged(left) && !isChanged(right)) {
      return false;
    }
    Slot slot = left.get(0).slot();
    boolean isOneTask =
        slot.instances() == Slot.Instances.ONE
            && left.stream().allMatch(a -> a.slot().equals(slot))
            && right.stream().allMatch(a -> a.slot().equals(slot));
    return !isOneTask;
  }

  private static boolean isChanged(List<SharedAccess> accesses) {
    return accesses.stream().anyMatch(a -> a.kind() != Access.Kind.READ);
  }

  /** Whether no tasks collide if both names are exactly the same elements. */
  private boolean isInPlace(
      SharedRegion region,
      Disjointness test,
      Guard guard,
      Declaration left,
      List<SharedAccess> leftUses,
      Declaration right,
      List<SharedAccess> rightUses) {
    if (!left.type().equals(right.type())
        || readsIndices(region.accesses, left)
        || readsIndices(region.accesses, right)) {
      return false;
    }
    var both = new ArrayList<SharedAccess>();
    if (!shift(left, leftUses, both) || !shift(right, rightUses, both)) {
      return false;
    }
    Disjointness.Found found = test.find(both);
    return found.collision() == null && guard.and(found.guard()).simplified().equals(guard);
  }

  /** Whether an index of some accesses is read from a buffer: then nobody may write that. */
  private boolean readsIndices(List<SharedAccess> uses, Declaration buffer) {
    Symbols symbols = walk.forms().symbols();
    return uses.stream()
        .flatMap(use -> symbols.reachable(PairTest.polys(use)).stream())
        .anyMatch(symbol ->
            symbols.definition(symbol) instanceof Definition.Load load
                && load.root() == buffer.root());
  }

  private boolean shift(Declaration name, List<SharedAccess> uses, List<SharedAccess> into) {
    Poly offset = walk.forms().viewOf(name).offset();
    for (SharedAccess use : uses) {
      SharedAccess moved = use.isClaimed() ? null : use.from(offset);
      if (moved == null || use.kind() == Access.Kind.ATOMIC) {
        return false;
      }
      into.add(moved);
    }
    return true;
  }
}
