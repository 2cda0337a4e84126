package dev.luminar.analyzer.lower;

import dev.luminar.plan.FrameLayout;
import dev.luminar.plan.Local;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Walk;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.factory.primitive.IntLists;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.primitive.MutableIntList;

/**
 * This pass lays out the frame of a resumable routine: a field for each parameter, for each cell
 * (it is referred to from outside), and for what is live across a suspension point; locals of one
 * type that are never live together share a field (greedy colouring in the order of declaration).
 */
final class FrameAllocation {

  private FrameAllocation() {}

  static FrameLayout of(
      ImmutableList<Local> params,
      ImmutableList<Local> locals,
      Code body,
      boolean keepsContext,
      boolean isReferred) {
    Liveness.Result live = Liveness.of(body, locals.size());
    MutableIntList places = IntLists.mutable.withInitialCapacity(locals.size());
    for (int i = 0; i < locals.size(); i++) {
      places.add(-1);
    }
    List<FrameLayout.Field> fields = new ArrayList<>();
    List<BitSet> tenants = new ArrayList<>();
    for (Local param : params) {
      places.set(param.id(), fields.size());
      fields.add(new FrameLayout.Field(param.name(), param.type()));
      BitSet only = new BitSet();
      only.set(0, locals.size());
      tenants.add(only);
    }
    for (Local local : locals) {
      if (places.get(local.id()) >= 0) {
        continue;
      }
      if (Liveness.isPinned(local.type())) {
        places.set(local.id(), fields.size());
        fields.add(new FrameLayout.Field(local.name(), local.type()));
        BitSet only = new BitSet();
        only.set(0, locals.size());
        tenants.add(only);
      } else if (live.suspended().get(local.id())) {
        int field = free(local, fields, tenants, live);
        if (field == fields.size()) {
          fields.add(new FrameLayout.Field(local.name(), local.type()));
          tenants.add(new BitSet());
        }
        places.set(local.id(), field);
        tenants.get(field).set(local.id());
      }
    }
    return new FrameLayout(
        Lists.immutable.ofAll(fields),
        places.toImmutable(),
        selectArms(body),
        keepsContext,
        isReferred);
  }

  private static int selectArms(Code code) {
    int[] most = {code instanceof TaskCode.Select select ? select.arms().size() : 0};
    Walk.children(code, child -> most[0] = Math.max(most[0], selectArms(child)));
    return most[0];
  }

  private static int free(
      Local local, List<FrameLayout.Field> fields, List<BitSet> tenants, Liveness.Result live) {
    BitSet neighbours = live.together()[local.id()];
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).type().equals(local.type()) && !tenants.get(i).intersects(neighbours)) {
        return i;
      }
    }
    return fields.size();
  }
}
