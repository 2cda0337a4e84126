package dev.luminar.analyzer.race;

import dev.luminar.analyzer.facts.Access;
import dev.luminar.analyzer.facts.InjectivityCheck;
import dev.luminar.analyzer.race.AccessWalk.SharedRegion;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.AccessClaim;
import dev.luminar.model.Block;
import dev.luminar.model.Parallel;
import dev.luminar.model.Stmt;
import dev.luminar.model.Store;
import dev.luminar.model.expr.Ref;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/** Makes the checks of {@code assume_injective(check)} of a region, or says why there is none. */
final class CheckedClaims {
  private final SharedRegion region;
  private final List<InjectivityCheck> checks = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  CheckedClaims(SharedRegion region) {
    this.region = region;
    Map<String, List<SharedAccess>> claimed = new LinkedHashMap<>();
    for (SharedAccess access : region.accesses) {
      if (access.claim() == AccessClaim.ASSUME_INJECTIVE_CHECKED) {
        claimed.computeIfAbsent(access.name(), key -> new ArrayList<>()).add(access);
      }
    }
    claimed.forEach(this::check);
  }

  ImmutableList<InjectivityCheck> checks() {
    return Lists.immutable.withAll(checks);
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  private void check(String buffer, List<SharedAccess> accesses) {
    SharedAccess first = accesses.get(0);
    if (!(region.region instanceof Parallel block)) {
      boolean isOneTask =
          accesses.stream()
              .allMatch(
                  a -> a.slot().equals(first.slot()) && a.slot().instances() == Slot.Instances.ONE);
      if (!isOneTask) {
        refuse(first.span(), "the tasks of a concurrent block start at different times", Span.NONE);
      }
      return;
    }
    Store store = storeIn(block.body(), buffer);
    if (store == null || !first.outer().name().equals(buffer)) {
      refuse(first.span(), "what is stored into is no buffer from outside of the block", Span.NONE);
      return;
    }
    Set<String> changing = new HashSet<>();
    for (SharedAccess access : region.accesses) {
      if (access.kind() != Access.Kind.READ) {
        changing.add(access.root().name());
        changing.add(access.outer().name());
        changing.add(access.name());
      }
    }
    IndexSlice.Result cut = IndexSlice.of(block, buffer, changing, store);
    cut.check().ifPresent(checks::add);
    Stmt obstacle = cut.obstacle();
    if (obstacle != null) {
      refuse(first.span(), "its index depends on what the block does", obstacle.span());
    }
  }

  private void refuse(Span span, String why, Span because) {
    Diagnostic diagnostic =
        Diagnostic.error(
            DiagnosticCode.INDEX_NOT_CHECKABLE,
            span,
            "the indices cannot be checked before the block runs: " + why);
    if (because.isKnown()) {
      diagnostic = diagnostic.withNote("it depends on this", because);
    }
    diagnostics.add(
        diagnostic.withHelp(
            "compute the indices into a buffer before the block; or say 'assume_injective' without"
                + " a check"));
  }

  private static @org.jspecify.annotations.Nullable Store storeIn(Block block, String buffer) {
    for (Stmt stmt : block.statements()) {
      if (stmt instanceof Store store
          && store.claim() == AccessClaim.ASSUME_INJECTIVE_CHECKED
          && store.target() instanceof Ref target
          && target.name().equals(buffer)) {
        return store;
      }
      for (Block inner : stmt.blocks()) {
        Store found = storeIn(inner, buffer);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
