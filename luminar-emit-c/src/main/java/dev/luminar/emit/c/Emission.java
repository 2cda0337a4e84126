package dev.luminar.emit.c;

import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.BareRegion;
import dev.luminar.plan.Plan;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.RegionUse;
import dev.luminar.plan.Routine;
import dev.luminar.plan.StructLayout;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * What all printers of one emission share: the plan, the names of its parts, the support in use.
 */
final class Emission {
  final Plan plan;
  final Support support = new Support();

  /** The program's name, with which every public name begins. */
  final String prefix;

  /** File-level names. */
  final Identifiers file = Identifiers.file();

  final ImmutableList<String> structs;
  final ImmutableList<ImmutableList<String>> fields;
  final ImmutableList<String> externs;
  final ImmutableList<String> entries;
  final ImmutableList<String> routines;
  final ImmutableList<String> bareRegions;
  final ImmutableList<String> taskRegions;

  private final Map<Integer, RegionNames> regions = new HashMap<>();
  private final Map<Integer, FrameNames> frames = new HashMap<>();
  private final Map<Integer, Integer> chunks = new HashMap<>();
  private final boolean nestsTeams;
  private final BitSet startsRuntime;

  /** Texts that are too long for a literal, with the names of their arrays. */
  final Map<String, String> longTexts = new LinkedHashMap<>();

  /** Whether an address is computed from that of a buffer, which then may not be null. */
  boolean hasSlices;

  Emission(Plan plan) {
    this.plan = plan;
    Support.reserve(file);
    prefix = prefix(plan.name());
    for (String own :
        List.of(
            "_error",
            "_errors",
            "_path_step",
            "_errors_free",
            "_shutdown",
            "_runtime_starts",
            "_H",
            "_host_call",
            "_host_upcall")) {
      file.reserve(prefix + own);
    }
    // Variables of our own inside functions, which would hide a function of that name.
    for (String own :
        List.of(
            "context", "result", "errors", "own", "region", "task", "frame", "status", "storage")) {
      file.reserve(own);
    }
    for (String own :
        List.of("item_ordinal", "has_substitute", "own_context", "event", "argument", "part")) {
      file.reserve(own);
    }
    // Public names first: they do not depend on what the analyzer made of the program.
    entries = plan.entries().collect(entry -> file.declare(prefix + "_" + entry.name()));
    externs = plan.externs().collect(extern -> file.declare(prefix + "_" + extern.name()));
    structs = plan.structs().collect(struct -> file.declare(prefix + "_" + struct.name()));
    fields = plan.structs().collect(Emission::fieldNames);
    bareRegions = plan.bareRegions().collect(region -> file.declare(region.name()));
    taskRegions = plan.taskRegions().collect(region -> file.declare(region.name()));
    routines = plan.routines().collect(routine -> file.declare(routineName(routine)));
    plan.bareRegions().each(region -> chunks.put(region.chunk(), region.id()));
    if (plan.needsRuntime()) {
      support.turnOn("rt");
    }
    startsRuntime = plan.needsRuntime() ? Reach.startsRuntime(plan) : new BitSet();
    nestsTeams = RegionUse.nests(plan);
    if (nestsTeams) {
      support.turnOn("nest");
    }
  }

  /** A prefix must be one behind which no name becomes reserved: not {@code FE}, for one. */
  private static String prefix(String program) {
    String legal = Identifiers.legal(program);
    return Reserved.hasReservedPrefix(legal + "_") ? "n" + legal : legal;
  }

  private static String routineName(Routine routine) {
    return switch (routine.kind()) {
      case FUNCTION -> routine.name();
      case CHUNK -> routine.name().endsWith("chunk") ? routine.name() : routine.name() + "_chunk";
      case STEP -> routine.name().endsWith("step") ? routine.name() : routine.name() + "_step";
    };
  }

  private static ImmutableList<String> fieldNames(StructLayout struct) {
    Identifiers names = Identifiers.alone();
    return struct.fields().collect(field -> names.declare(field.name()));
  }

  /** The names of a resumable routine's frame. */
  FrameNames frame(int routine) {
    return frames.computeIfAbsent(routine, k -> new FrameNames(this, routine(k)));
  }

  /** The bare region whose chunk routine that is. */
  BareRegion regionOfChunk(int routine) {
    return plan.bareRegions().get(chunks.get(routine));
  }

  /** The names of a bare region. */
  RegionNames region(int id) {
    return regions.computeIfAbsent(id, k -> new RegionNames(this, plan.bareRegions().get(k)));
  }

  /**
   * Whether a bare region with threads of its own choice may be reached from inside another one.
   */
  boolean nestsTeams() {
    return nestsTeams;
  }

  /** Whether a routine enters a call of the runtime where its context has none. */
  boolean startsRuntime(int routine) {
    return startsRuntime.get(routine);
  }

  Routine routine(int id) {
    return plan.routines().get(id);
  }

  /**
   * The C type of a value: of a local, a parameter, a result. A buffer has two; see {@link
   * #element}.
   */
  String type(PlanType type) {
    return switch (type) {
      case PlanType.Nothing nothing -> "void";
      case PlanType.Scalar scalar -> scalar(scalar.kind());
      case PlanType.Struct struct -> "struct " + structs.get(struct.struct());
      case PlanType.Cell cell -> atomic(cell.kind());
      case PlanType.CellRef cell -> atomic(cell.kind()) + " *";
      case PlanType.Buffer buffer -> element(buffer) + " *";
      case PlanType.Channel channel -> "LuminarChannel *";
      case PlanType.Channels channels -> "LuminarChannel **";
      case PlanType.Task task -> "struct task_handle *";
      case PlanType.Tasks tasks -> "struct task_handle **";
      case PlanType.Group group -> "LuminarGroup *";
      case PlanType.Error error -> "struct record";
      case PlanType.Io io -> "LuminarIo *";
      case PlanType.Team team -> "struct team";
      case PlanType.Text text -> "const char *";
    };
  }

  /** A declaration of {@code name}. */
  String declaration(PlanType type, String name) {
    String c = type(type);
    return c.endsWith("*") ? c + name : c + " " + name;
  }

  /** The C type of an element of a buffer. */
  String element(PlanType.Buffer buffer) {
    return switch (buffer.element()) {
      case PlanType.Scalar scalar when buffer.atomic() -> atomic(scalar.kind());
      case PlanType.Scalar scalar -> storage(scalar.kind());
      default -> type(buffer.element());
    };
  }

  static String scalar(ScalarType kind) {
    return switch (kind) {
      case BOOL -> "bool";
      case I8, U8, I16, U16, I32 -> "int32_t";
      case I64 -> "int64_t";
      case F32 -> "float";
      case F64 -> "double";
    };
  }

  /**
   * In memory that others write a bool is a byte: any value but 0 and 1 in a C bool is undefined.
   */
  static String storage(ScalarType kind) {
    return switch (kind) {
      case BOOL, U8 -> "uint8_t";
      case I8 -> "int8_t";
      case I16 -> "int16_t";
      case U16 -> "uint16_t";
      case I32, I64, F32, F64 -> scalar(kind);
    };
  }

  static String atomic(ScalarType kind) {
    return "_Atomic " + (kind == ScalarType.BOOL ? "int32_t" : scalar(kind));
  }

  /** The zero of a type, as an initializer. */
  static String zero(PlanType type) {
    return switch (type) {
      case PlanType.Scalar scalar -> zero(scalar.kind());
      case PlanType.Struct struct -> "{0}";
      case PlanType.Error error -> "{0}";
      case PlanType.Team team ->
          team.exactly() == 0 ? "{0}" : "{.exactly = " + team.exactly() + "}";
      default -> "NULL";
    };
  }

  static String zero(ScalarType kind) {
    return switch (kind) {
      case BOOL -> "false";
      case F32 -> "0.0f";
      case F64 -> "0.0";
      default -> "0";
    };
  }

  /** Whether a routine takes the call context. */
  boolean usesContext(Routine routine) {
    return routine.usesContext();
  }

  /** The parameters of a routine of kind FUNCTION, as they stand in its declaration. */
  String parameters(Routine routine, ImmutableList<String> names) {
    var list = Lists.mutable.<String>empty();
    if (usesContext(routine)) {
      list.add("struct context *context");
    }
    routine.params().forEachWithIndex((param, k) -> addParameter(list, param.type(), names.get(k)));
    return list.isEmpty() ? "void" : list.makeString(", ");
  }

  void addParameter(List<String> list, PlanType type, String name) {
    list.add(declaration(type, name));
    if (hasLength(type)) {
      list.add("int64_t " + name + "_length");
    }
  }

  /** A string constant: a literal, or for a very long text the name of an array. */
  String text(String text) {
    if (!CText.isLong(text)) {
      return CText.literal(text);
    }
    return longTexts.computeIfAbsent(text, t -> file.declare("long_text"));
  }

  /** Whether a value of that type is a pointer and a length. */
  static boolean hasLength(PlanType type) {
    return type instanceof PlanType.Buffer
        || type instanceof PlanType.Channels
        || type instanceof PlanType.Tasks;
  }
}
