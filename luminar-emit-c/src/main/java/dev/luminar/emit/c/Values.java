package dev.luminar.emit.c;

import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.IntrinsicFunction;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.Val;
import dev.luminar.plan.code.Walk;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;

/** Prints values as C expressions. */
final class Values {
  /**
   * Compilers take 256 levels of brackets at most; deeper values are cut into parts of this height.
   */
  private static final int HEIGHT_MAX = 60;

  private static final int PRIMARY = 20;
  private static final int UNARY = 15;
  private static final int CHOICE = 3;

  /** An expression and how strongly its outermost operator binds. */
  private record Ex(String text, int strength) {
    String within(int least) {
      return strength >= least ? text : "(" + text + ")";
    }
  }

  /** Those that treat NaN, zeros or infinities otherwise than the functions of C. */
  private static final Set<IntrinsicFunction> OWN_FUNCTIONS =
      Set.of(
          IntrinsicFunction.MIN,
          IntrinsicFunction.MAX,
          IntrinsicFunction.COPYSIGN,
          IntrinsicFunction.POW);

  private final Emission emission;
  private final Locals locals;
  private Map<Val, Integer> heights = Map.of();
  private final List<Val> cuts = new ArrayList<>();
  private final Map<Val, String> parts = new IdentityHashMap<>();
  private Out out = new Out();

  Values(Emission emission, Locals locals) {
    this.emission = emission;
    this.locals = locals;
  }

  /**
   * The expression; where {@code value} is very deep, {@code out} first gets declarations of parts.
   */
  String print(Val value, Out out) {
    if (height(value) > 3 * HEIGHT_MAX) {
      this.out = out;
      heights = new IdentityHashMap<>();
      note(value);
      // The deepest parts first: then no walk goes further down than to the next part.
      cuts.forEach(this::ex);
      cuts.clear();
      String text = ex(value).text();
      heights = Map.of();
      parts.clear();
      return text;
    }
    return ex(value).text();
  }

  /** The expression, in brackets unless it is a name, a call or a literal. */
  String operand(Val value, Out out) {
    return height(value) > HEIGHT_MAX ? "(" + print(value, out) + ")" : ex(value).within(UNARY);
  }

  /** The length of a buffer. */
  String length(Val buffer, Out out) {
    return print(new Val.Length(buffer), out);
  }

  /** A buffer's element as a place. */
  String element(Val buffer, Val index, Out out) {
    return operand(buffer, out) + "[" + print(index, out) + "]";
  }

  private static int height(Val value) {
    int[] most = {0};
    Walk.parts(value, part -> most[0] = Math.max(most[0], height(part)));
    return most[0] + 1;
  }

  /** Notes the height of all parts, and those to cut at, inner ones first. */
  private int note(Val value) {
    int[] most = {0};
    Walk.parts(value, part -> most[0] = Math.max(most[0], note(part)));
    int height = most[0] + 1;
    heights.put(value, height);
    if (height % HEIGHT_MAX == 0) {
      cuts.add(value);
    }
    return height;
  }

  private Ex ex(Val value) {
    Integer height = heights.get(value);
    if (height == null || height % HEIGHT_MAX != 0 || Emission.hasLength(value.type())) {
      return plain(value);
    }
    String part = parts.get(value);
    if (part == null) {
      String text = plain(value).text();
      part = locals.fresh("part");
      out.line("const " + emission.declaration(value.type(), part) + " = " + text + ";");
      parts.put(value, part);
    }
    return new Ex(part, PRIMARY);
  }

  private Ex plain(Val value) {
    return switch (value) {
      case Val.Const c -> constant(c.kind(), c.bits());
      case Val.Text t -> new Ex(emission.text(t.text()), PRIMARY);
      case Val.Read r -> new Ex(locals.read(r.local()), PRIMARY);
      case Val.RefTo r ->
          r.cell().type() instanceof PlanType.Cell
              ? new Ex("&" + locals.read(r.cell()), UNARY)
              : new Ex(locals.read(r.cell()), PRIMARY);
      case Val.ErrorIs e ->
          new Ex(
              emission.support.use("error_is")
                  + "(&"
                  + locals.read(e.error())
                  + ", "
                  + emission.text(e.errorType())
                  + ")",
              PRIMARY);
      case Val.ErrorCode e -> new Ex(locals.read(e.error()) + ".code", PRIMARY);
      case Val.Unary u -> unary(u);
      case Val.Binary b -> binary(b);
      case Val.OutOfRange o ->
          new Ex(
              "(uint64_t)"
                  + ex(o.index()).within(UNARY)
                  + " >= (uint64_t)"
                  + ex(o.length()).within(UNARY),
              10);
      case Val.Trips t -> trips(t);
      case Val.Math m -> math(m);
      case Val.Choose c ->
          new Ex(
              ex(c.condition()).within(CHOICE + 1)
                  + " ? "
                  + ex(c.whenTrue()).within(CHOICE + 1)
                  + " : "
                  + ex(c.whenFalse()).within(CHOICE + 1),
              CHOICE);
      case Val.Convert c -> convert(c);
      case Val.Load l -> load(l);
      case Val.Length l -> length(l.buffer());
      case Val.Slice s -> slice(s);
      case Val.Field f -> {
        String name =
            emission.fields.get(((PlanType.Struct) f.struct().type()).struct()).get(f.field());
        Ex place = new Ex(ex(f.struct()).within(PRIMARY) + "." + name, PRIMARY);
        yield f.kind() == ScalarType.BOOL ? new Ex(place.text() + " != 0", 9) : place;
      }
      case Val.MakeStruct m -> struct(m);
      case Val.Call c -> call(c);
      case Val.ChannelAt c ->
          new Ex(ex(c.channels()).within(PRIMARY) + "[" + ex(c.index()).text() + "]", PRIMARY);
      case Val.ChannelCount c ->
          new Ex(locals.readLength(((Val.Read) c.channels()).local()), PRIMARY);
    };
  }

  private Ex length(Val buffer) {
    return switch (buffer) {
      case Val.Read r -> new Ex(locals.readLength(r.local()), PRIMARY);
      case Val.Slice s -> ex(s.length());
      case Val.Choose c ->
          new Ex(
              ex(c.condition()).within(CHOICE + 1)
                  + " ? "
                  + length(c.whenTrue()).within(CHOICE + 1)
                  + " : "
                  + length(c.whenFalse()).within(CHOICE + 1),
              CHOICE);
      default -> throw new IllegalStateException("no buffer: " + buffer);
    };
  }

  private Ex slice(Val.Slice slice) {
    emission.hasSlices = true;
    return new Ex(ex(slice.buffer()).within(12) + " + " + ex(slice.start()).within(13), 12);
  }

  private Ex load(Val.Load load) {
    Ex place =
        new Ex(ex(load.buffer()).within(PRIMARY) + "[" + ex(load.index()).text() + "]", PRIMARY);
    return isBool(((PlanType.Buffer) load.buffer().type()).element())
        ? new Ex(place.text() + " != 0", 9)
        : place;
  }

  private static boolean isBool(PlanType type) {
    return type instanceof PlanType.Scalar scalar && scalar.kind() == ScalarType.BOOL;
  }

  private Ex struct(Val.MakeStruct make) {
    var layout = emission.plan.structs().get(make.struct());
    MutableList<String> fields = Lists.mutable.empty();
    make.fields()
        .forEachWithIndex((field, k) ->
            fields.add(
                "."
                    + emission.fields.get(make.struct()).get(k)
                    + " = "
                    + narrowed(layout.fields().get(k).type().kind(), field)));
    return new Ex(
        "(struct " + emission.structs.get(make.struct()) + "){" + fields.makeString(", ") + "}",
        PRIMARY);
  }

  /** A value as it is stored in memory that others see. */
  private String narrowed(ScalarType kind, Val value) {
    Ex ex = ex(value);
    return switch (kind) {
      case I8, U8, I16, U16 -> "(" + Emission.storage(kind) + ")" + ex.within(UNARY);
      default -> ex.text();
    };
  }

  /** A value as it is stored into a buffer. */
  String stored(PlanType element, Val value, Out out) {
    this.out = out;
    String text = print(value, out);
    return element instanceof PlanType.Scalar scalar && scalar.kind().isStorageOnly()
        ? "(" + Emission.storage(scalar.kind()) + ")" + operand(value, out)
        : text;
  }

  private Ex call(Val.Call call) {
    var routine = emission.routine(call.routine());
    MutableList<String> args = Lists.mutable.empty();
    call.args().each(arg -> addArgument(args, arg));
    return new Ex(emission.routines.get(routine.id()) + "(" + args.makeString(", ") + ")", PRIMARY);
  }

  /** Adds what is passed for one argument: for a buffer its address and its length. */
  void addArgument(MutableList<String> args, Val value, Out out) {
    args.add(print(value, out));
    if (Emission.hasLength(value.type())) {
      args.add(value.type() instanceof PlanType.Buffer ? length(value, out) : channelCount(value));
    }
  }

  private void addArgument(MutableList<String> args, Val value) {
    args.add(ex(value).text());
    if (value.type() instanceof PlanType.Buffer) {
      args.add(length(value).text());
    }
  }

  private String channelCount(Val value) {
    return locals.readLength(((Val.Read) value).local());
  }

  private Ex unary(Val.Unary unary) {
    // Each operand is printed once: twice at every level would take time exponential in the levels.
    boolean isFloat = unary.kind() == ScalarType.F32 || unary.kind() == ScalarType.F64;
    return switch (unary.op()) {
      // As weak as a comparison: compilers ask whether more was meant where one is compared.
      case NOT -> new Ex("!" + ex(unary.operand()).within(UNARY), 9);
      case COMPLEMENT -> new Ex("~" + ex(unary.operand()).within(UNARY), UNARY);
      case NEG ->
          isFloat
              ? new Ex("-" + ex(unary.operand()).within(PRIMARY), UNARY)
              : helper("neg_" + unary.kind(), unary.operand());
    };
  }

  private Ex binary(Val.Binary binary) {
    boolean isFloat = binary.kind() == ScalarType.F32 || binary.kind() == ScalarType.F64;
    BinaryOperator op = binary.op();
    return switch (op) {
      case EQ -> infix(binary, "==", 9, 11);
      case NE -> infix(binary, "!=", 9, 11);
      case LT -> infix(binary, "<", 10, 11);
      case LE -> infix(binary, "<=", 10, 11);
      case GT -> infix(binary, ">", 10, 11);
      case GE -> infix(binary, ">=", 10, 11);
      case LOGICAL_AND -> chain(binary, "&&", 5);
      case LOGICAL_OR -> chain(binary, "||", 4);
      case AND ->
          binary.kind() == ScalarType.BOOL
              ? infix(binary, "&&", 5, 9)
              : infix(binary, "&", 8, UNARY);
      case OR ->
          binary.kind() == ScalarType.BOOL
              ? infix(binary, "||", 4, 9)
              : infix(binary, "|", 6, UNARY);
      case XOR ->
          binary.kind() == ScalarType.BOOL
              ? infix(binary, "!=", 9, 11)
              : infix(binary, "^", 7, UNARY);
      case ADD -> isFloat ? leftInfix(binary, "+", 12) : arithmetic(binary);
      case SUB -> isFloat ? leftInfix(binary, "-", 12) : arithmetic(binary);
      case MUL -> isFloat ? leftInfix(binary, "*", 13) : arithmetic(binary);
      case DIV -> isFloat ? leftInfix(binary, "/", 13) : arithmetic(binary);
      case REM -> {
        if (!isFloat) {
          yield arithmetic(binary);
        }
        emission.support.include("<math.h>");
        String name = binary.kind() == ScalarType.F32 ? "fmodf" : "fmod";
        yield new Ex(
            name + "(" + ex(binary.left()).text() + ", " + ex(binary.right()).text() + ")",
            PRIMARY);
      }
      case SHL, SHR, USHR -> arithmetic(binary);
    };
  }

  /** An operator whose chains need no brackets; compilers warn where {@code and} stands in or. */
  private Ex chain(Val.Binary binary, String symbol, int strength) {
    boolean isChain = binary.left() instanceof Val.Binary left && left.op() == binary.op();
    return infix(binary, symbol, strength, isChain ? strength : 9, 9);
  }

  private Ex infix(Val.Binary binary, String symbol, int strength, int operands) {
    return infix(binary, symbol, strength, operands, operands);
  }

  private Ex infix(Val.Binary binary, String symbol, int strength, int first, int second) {
    // Asked before the operands are printed: what is printed counts as read.
    Optional<Boolean> known = Comparisons.known(binary, binary.left().equals(binary.right()));
    if (known.isPresent()) {
      return new Ex(known.get().toString(), PRIMARY);
    }
    String left = ex(binary.left()).within(first);
    String right = ex(binary.right()).within(second);
    return new Ex(left + " " + symbol + " " + right, strength);
  }

  private Ex leftInfix(Val.Binary binary, String symbol, int strength) {
    return new Ex(
        term(binary, binary.left()).within(strength)
            + " "
            + symbol
            + " "
            + term(binary, binary.right()).within(strength + 1),
        strength);
  }

  private Ex term(Val.Binary binary, Val operand) {
    return ZeroSums.isKept(binary, operand)
        ? helper("kept_" + binary.kind(), operand)
        : ex(operand);
  }

  private Ex arithmetic(Val.Binary binary) {
    return helper(
        binary.op().name().toLowerCase(Locale.ROOT) + "_" + binary.kind(),
        binary.left(),
        binary.right());
  }

  private Ex helper(String name, Val... args) {
    return new Ex(
        emission.support.use(name)
            + "("
            + Lists.immutable.of(args).collect(a -> ex(a).text()).makeString(", ")
            + ")",
        PRIMARY);
  }

  private Ex trips(Val.Trips trips) {
    if (isConst(trips.from(), 0) && isConst(trips.step(), 1) && !trips.inclusive()) {
      return helper("max_i64", trips.to(), Val.i64(0));
    }
    return helper("trips", trips.from(), trips.to(), trips.step(), Val.bool(trips.inclusive()));
  }

  private static boolean isConst(Val value, long bits) {
    return value instanceof Val.Const c && c.bits() == bits;
  }

  private Ex math(Val.Math math) {
    ScalarType kind = math.kind();
    IntrinsicFunction function = math.function();
    boolean isInteger = kind == ScalarType.I32 || kind == ScalarType.I64;
    if (isInteger || OWN_FUNCTIONS.contains(function)) {
      return helper(function.symbol() + "_" + kind, math.args().toArray(new Val[0]));
    }
    emission.support.include("<math.h>");
    String name = function == IntrinsicFunction.ABS ? "fabs" : function.symbol();
    return new Ex(
        name
            + (kind == ScalarType.F32 ? "f" : "")
            + "("
            + math.args().collect(a -> ex(a).text()).makeString(", ")
            + ")",
        PRIMARY);
  }

  private Ex convert(Val.Convert convert) {
    ScalarType from = convert.from();
    ScalarType to = convert.to();
    if (from == to) {
      return ex(convert.operand());
    }
    boolean fromFloat = from == ScalarType.F32 || from == ScalarType.F64;
    boolean toInteger = to == ScalarType.I32 || to == ScalarType.I64;
    if (to == ScalarType.BOOL) {
      return new Ex(ex(convert.operand()).within(10) + " != 0", 9);
    }
    if (fromFloat && toInteger || from == ScalarType.I64 && to == ScalarType.I32) {
      return helper(to + "_from_" + from, convert.operand());
    }
    return new Ex("(" + Emission.scalar(to) + ")" + ex(convert.operand()).within(UNARY), UNARY);
  }

  private Ex constant(ScalarType kind, long bits) {
    return switch (kind) {
      case BOOL -> new Ex(bits != 0 ? "true" : "false", PRIMARY);
      case I64 -> integer(bits, Long.MIN_VALUE, "INT64_MIN");
      case F32 -> real(Float.intBitsToFloat((int) bits), true);
      case F64 -> real(Double.longBitsToDouble(bits), false);
      default -> integer((int) bits, Integer.MIN_VALUE, "INT32_MIN");
    };
  }

  private static Ex integer(long value, long least, String leastName) {
    if (value == least) {
      return new Ex(leastName, PRIMARY);
    }
    boolean isWide = value != (int) value || value == Integer.MIN_VALUE;
    String text = isWide ? "INT64_C(" + Math.abs(value) + ")" : Long.toString(Math.abs(value));
    return value < 0 ? new Ex("-" + text, UNARY) : new Ex(text, PRIMARY);
  }

  private Ex real(double value, boolean isSingle) {
    String cast = isSingle ? "" : "(double)";
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      emission.support.include("<math.h>");
      String text = Double.isNaN(value) ? "NAN" : value > 0 ? "INFINITY" : "-INFINITY";
      return new Ex(cast + text, UNARY);
    }
    String digits = isSingle ? Math.abs((float) value) + "f" : Double.toString(Math.abs(value));
    boolean isNegative = value < 0 || value == 0 && 1 / value < 0;
    return isNegative ? new Ex("-" + digits, UNARY) : new Ex(digits, PRIMARY);
  }

  /** A constant, for initializers outside of any routine's code. */
  static String constantText(Emission emission, ScalarType kind, long bits) {
    return new Values(emission, new Locals(emission, emission.routine(0), List.of()))
        .constant(kind, bits)
        .text();
  }
}
