package dev.luminar.analyzer.lower;

import dev.luminar.diag.Span;
import dev.luminar.model.Extern;
import dev.luminar.model.type.ArrayType;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ChannelType;
import dev.luminar.model.type.IoType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StringType;
import dev.luminar.model.type.StructField;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.TaskType;
import dev.luminar.model.type.Type;
import dev.luminar.plan.BareRegion;
import dev.luminar.plan.BuiltInError;
import dev.luminar.plan.ErrorSite;
import dev.luminar.plan.ExternPlan;
import dev.luminar.plan.Hook;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import dev.luminar.plan.StructLayout;
import dev.luminar.plan.TaskRegion;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/** Collects the parts of the plan that routines share: layouts, sites, externs, regions. */
final class PlanBuilder {

  private final Map<String, Integer> structIds = new HashMap<>();
  private final List<StructLayout> structs = new ArrayList<>();
  private final List<ErrorSite> sites = new ArrayList<>();
  private final Map<String, Integer> externIds = new HashMap<>();
  private final List<ExternPlan> externs = new ArrayList<>();
  private final List<@Nullable Routine> routines = new ArrayList<>();
  private final List<@Nullable BareRegion> bareRegions = new ArrayList<>();
  private final List<TaskRegion> taskRegions = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, Integer> nextSuffix = new HashMap<>();
  private final EnumSet<Hook> hooks = EnumSet.noneOf(Hook.class);

  /** The plan's form of a model type. */
  PlanType type(Type type) {
    return switch (type) {
      case ScalarType s -> new PlanType.Scalar(s);
      case StructType s -> new PlanType.Struct(struct(s));
      case BufferType b -> new PlanType.Buffer(type(b.element()), b.isAtomic());
      case ChannelType c -> new PlanType.Channel(type(c.element()));
      case ArrayType a when a.element() instanceof ChannelType c ->
          new PlanType.Channels(type(c.element()));
      case TaskType t -> new PlanType.Task(result(t));
      case ArrayType a when a.element() instanceof TaskType t -> new PlanType.Tasks(result(t));
      case IoType i -> new PlanType.Io();
      case StringType s -> new PlanType.Text();
      default -> throw new IllegalStateException("the analyzer lets no " + type + " pass");
    };
  }

  private PlanType result(TaskType type) {
    return type.result().map(this::type).orElse(PlanType.NOTHING);
  }

  /** The id of a struct's layout. */
  int struct(StructType type) {
    Integer id = structIds.get(type.name());
    if (id == null) {
      id = structs.size();
      structIds.put(type.name(), id);
      structs.add(layout(type));
    }
    return id;
  }

  private static StructLayout layout(StructType type) {
    List<StructLayout.Field> fields = new ArrayList<>();
    int offset = 0;
    int alignment = 1;
    for (StructField field : type.fields()) {
      int size = field.type().bytes();
      offset = (offset + size - 1) / size * size;
      fields.add(new StructLayout.Field(field.name(), new PlanType.Scalar(field.type()), offset));
      offset += size;
      alignment = Math.max(alignment, size);
    }
    int size = (offset + alignment - 1) / alignment * alignment;
    return new StructLayout(type.name(), Lists.immutable.ofAll(fields), size, alignment);
  }

  StructLayout layout(int id) {
    return structs.get(id);
  }

  /** A new site for an error of the user's. */
  int site(String type, String message, Span span) {
    sites.add(new ErrorSite(sites.size(), type, message, span));
    return sites.size() - 1;
  }

  /** A new site for an error that Luminar raises itself. */
  int site(BuiltInError error, Span span) {
    return site(error.typeName(), error.message(), span);
  }

  /** The id of an extern. */
  int extern(Extern extern) {
    Integer id = externIds.get(extern.name());
    if (id == null) {
      id = externs.size();
      externIds.put(extern.name(), id);
      externs.add(
          new ExternPlan(
              id,
              extern.name(),
              extern.parameters().collect(p -> new ExternPlan.Param(p.name(), type(p.type()))),
              extern.result().map(this::type).orElse(PlanType.NOTHING),
              extern.isFailing(),
              extern.isBlocking(),
              extern.span()));
    }
    return id;
  }

  ExternPlan externPlan(int id) {
    return externs.get(id);
  }

  /** Reserves an id for a routine that is still to be lowered. */
  int reserveRoutine() {
    routines.add(null);
    return routines.size() - 1;
  }

  void define(Routine routine) {
    routines.set(routine.id(), routine);
  }

  /** The routine, or null while it is being lowered. */
  @Nullable Routine routine(int id) {
    return routines.get(id);
  }

  int reserveBareRegion() {
    bareRegions.add(null);
    return bareRegions.size() - 1;
  }

  void define(BareRegion region) {
    bareRegions.set(region.id(), region);
  }

  int nextTaskRegion() {
    return taskRegions.size();
  }

  void add(TaskRegion region) {
    taskRegions.add(region);
  }

  /** A name that no routine or region has yet: the wish itself, else with a number behind it. */
  String unique(String wish) {
    if (names.add(wish)) {
      return wish;
    }
    int suffix = nextSuffix.getOrDefault(wish, 2);
    while (!names.add(wish + suffix)) {
      suffix++;
    }
    nextSuffix.put(wish, suffix + 1);
    return wish + suffix;
  }

  void uses(Hook hook) {
    hooks.add(hook);
  }

  ImmutableList<StructLayout> structs() {
    return Lists.immutable.ofAll(structs);
  }

  ImmutableList<ErrorSite> sites() {
    return Lists.immutable.ofAll(sites);
  }

  ImmutableList<ExternPlan> externs() {
    return Lists.immutable.ofAll(externs);
  }

  ImmutableList<Routine> routines() {
    return Lists.immutable.ofAll(routines);
  }

  ImmutableList<BareRegion> bareRegions() {
    return Lists.immutable.ofAll(bareRegions);
  }

  ImmutableList<TaskRegion> taskRegions() {
    return Lists.immutable.ofAll(taskRegions);
  }

  ImmutableList<Hook> hooks() {
    return Lists.immutable.ofAll(hooks);
  }
}
