package dev.luminar.analyzer.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Linear equations and inequalities over integer variables.
 *
 * <p>Equations are solved as the Omega test does (W. Pugh, "A practical algorithm for exact array
 * dependence analysis", CACM 35(8), 1992), inequalities eliminated by Fourier and Motzkin with
 * rounding to integers. So "no solution" is always right; the opposite is where each variable is
 * eliminated with coefficients of one on one side, which the indices of programs nearly always
 * have.
 */
public final class LinearSystem {
  private static final int ROWS_MAX = 600;
  private static final int ROUNDS_MAX = 200;

  /** Puts variables whose elimination is not exact behind all others. */
  private static final long INEXACT = 1_000_000;

  private final int variables;
  private final List<Row> equations = new ArrayList<>();
  private final List<Row> inequalities = new ArrayList<>();

  /** Makes a system without constraints over that many variables. */
  public LinearSystem(int variables) {
    this.variables = variables;
  }

  /** Returns a copy that can be changed on its own. */
  public LinearSystem copy() {
    var copy = new LinearSystem(variables);
    copy.equations.addAll(equations);
    copy.inequalities.addAll(inequalities);
    return copy;
  }

  /** Demands that a form is zero. */
  public void zero(Row form) {
    equations.add(form);
  }

  /** Demands that a form is zero or more. */
  public void notNegative(Row form) {
    inequalities.add(form);
  }

  /** Says whether there is certainly no solution in integers. */
  public boolean isEmpty() {
    try {
      return new Elimination(equations, inequalities, variables, 0).run() == null;
    } catch (ArithmeticException | TooLarge e) {
      return false;
    }
  }

  /**
   * Returns inequalities over the first {@code kept} variables that hold wherever the system has a
   * solution; nothing if that is too much work. A system without any solution gives one that no
   * values fulfil.
   */
  public Optional<List<Row>> shadow(int kept) {
    try {
      List<Row> rows = new Elimination(equations, inequalities, variables, kept).run();
      return Optional.of(rows == null ? List.of(new Row(new long[kept], -1)) : rows);
    } catch (ArithmeticException | TooLarge e) {
      return Optional.empty();
    }
  }

  /** The work grows beyond its bound. */
  private static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooLarge() {
      super(null, null, false, false);
    }
  }

  /** One run: its variables are those of the system and those that solving equations adds. */
  private static final class Elimination {
    private final int kept;
    private int width;
    private List<Row> equations;
    private List<Row> inequalities;
    private boolean[] gone;

    Elimination(List<Row> equations, List<Row> inequalities, int width, int kept) {
      this.equations = new ArrayList<>(equations);
      this.inequalities = new ArrayList<>(inequalities);
      this.width = width;
      this.kept = kept;
      gone = new boolean[width];
    }

    /** What remains about the kept variables, null if there is no solution. */
    List<Row> run() {
      if (!solveEquations()) {
        return null;
      }
      if (!tidy()) {
        return null;
      }
      for (int round = 0; round < ROUNDS_MAX; round++) {
        int next = cheapest();
        if (next < 0) {
          List<Row> rest = new ArrayList<>();
          inequalities.forEach(row -> rest.add(row.first(kept)));
          return rest;
        }
        eliminate(next);
        if (!tidy()) {
          return null;
        }
      }
      throw new TooLarge();
    }

    // ---- equations

    private boolean solveEquations() {
      for (int round = 0; round < ROUNDS_MAX && !equations.isEmpty(); round++) {
        Row next = equations.remove(equations.size() - 1);
        long divisor = next.divisor();
        if (divisor == 0) {
          if (next.constant() != 0) {
            return false;
          }
          continue;
        }
        if (next.constant() % divisor != 0) {
          return false;
        }
        next = divided(next, divisor);
        solve(next);
      }
      if (!equations.isEmpty()) {
        throw new TooLarge();
      }
      return true;
    }

    private static Row divided(Row row, long divisor) {
      var smaller = new long[row.coefficients().length];
      for (int i = 0; i < smaller.length; i++) {
        smaller[i] = row.at(i) / divisor;
      }
      return new Row(smaller, Math.floorDiv(row.constant(), divisor));
    }

    private void solve(Row equation) {
      int unit = -1;
      int least = -1;
      for (int v = kept; v < width; v++) {
        long size = Math.abs(equation.at(v));
        if (size == 1) {
          unit = v;
        }
        if (size != 0 && (least < 0 || size < Math.abs(equation.at(least)))) {
          least = v;
        }
      }
      if (unit >= 0) {
        substitute(unit, equation);
      } else if (least < 0 || kept > 0) {
        // Of kept variables alone, or with coefficients that only they could make smaller.
        inequalities.add(equation);
        inequalities.add(negated(equation));
      } else {
        reduce(equation, least);
      }
    }

    /** Makes the coefficients of an equation smaller with a variable of its own. */
    private void reduce(Row equation, int least) {
      long m = Math.addExact(Math.abs(equation.at(least)), 1);
      widen();
      var hat = new long[width];
      for (int v = 0; v < width - 1; v++) {
        hat[v] = balanced(equation.at(v), m);
      }
      hat[width - 1] = -m;
      Row added = new Row(hat, balanced(equation.constant(), m));
      equations.add(new Row(Arrays.copyOf(equation.coefficients(), width), equation.constant()));
      // The coefficient of the least one is one or minus one there.
      substitute(least, added);
    }

    /** The remainder between -m/2 and m/2. */
    private static long balanced(long a, long m) {
      long rest = Math.floorMod(a, m);
      return 2 * rest >= m ? rest - m : rest;
    }

    private void widen() {
      width++;
      equations = widened(equations);
      inequalities = widened(inequalities);
      gone = Arrays.copyOf(gone, width);
    }

    private List<Row> widened(List<Row> rows) {
      List<Row> wide = new ArrayList<>(rows.size());
      rows.forEach(
          row -> wide.add(new Row(Arrays.copyOf(row.coefficients(), width), row.constant())));
      return wide;
    }

    /** Replaces a variable by what an equation, in which it has the coefficient 1 or -1, says. */
    private void substitute(int v, Row equation) {
      equations = substituted(equations, v, equation);
      inequalities = substituted(inequalities, v, equation);
      gone[v] = true;
    }

    private static List<Row> substituted(List<Row> rows, int v, Row equation) {
      List<Row> result = new ArrayList<>(rows.size());
      for (Row row : rows) {
        long factor = Math.negateExact(Math.multiplyExact(row.at(v), equation.at(v)));
        result.add(row.at(v) == 0 ? row : row.combined(1, equation, factor));
      }
      return result;
    }

    private static Row negated(Row row) {
      return row.combined(-1, row, 0);
    }

    // ---- inequalities

    /** Rounds, drops what says nothing, and says whether no contradiction was seen. */
    private boolean tidy() {
      Map<List<Long>, Row> best = new HashMap<>();
      for (Row row : inequalities) {
        long divisor = row.divisor();
        if (divisor == 0) {
          if (row.constant() < 0) {
            return false;
          }
          continue;
        }
        Row rounded = divided(row, divisor);
        List<Long> key = Arrays.stream(rounded.coefficients()).boxed().toList();
        best.merge(key, rounded, (a, b) -> a.constant() <= b.constant() ? a : b);
      }
      for (Map.Entry<List<Long>, Row> entry : best.entrySet()) {
        Row opposite = best.get(entry.getKey().stream().map(c -> -c).toList());
        if (opposite != null
            && Math.addExact(entry.getValue().constant(), opposite.constant()) < 0) {
          return false;
        }
      }
      inequalities = new ArrayList<>(best.values());
      if (inequalities.size() > ROWS_MAX) {
        throw new TooLarge();
      }
      return true;
    }

    /** The variable whose elimination adds the fewest rows, -1 if only kept ones are left. */
    private int cheapest() {
      int found = -1;
      long least = Long.MAX_VALUE;
      for (int v = kept; v < width; v++) {
        if (gone[v]) {
          continue;
        }
        long above = 0;
        long below = 0;
        boolean isUnitAbove = true;
        boolean isUnitBelow = true;
        for (Row row : inequalities) {
          above += row.at(v) < 0 ? 1 : 0;
          below += row.at(v) > 0 ? 1 : 0;
          isUnitAbove &= row.at(v) >= -1;
          isUnitBelow &= row.at(v) <= 1;
        }
        if (above + below == 0) {
          continue;
        }
        long cost = above * below + (isUnitAbove || isUnitBelow ? 0 : INEXACT);
        if (cost < least) {
          least = cost;
          found = v;
        }
      }
      return found;
    }

    private void eliminate(int v) {
      List<Row> rest = new ArrayList<>();
      List<Row> lower = new ArrayList<>();
      List<Row> upper = new ArrayList<>();
      for (Row row : inequalities) {
        (row.at(v) == 0 ? rest : row.at(v) > 0 ? lower : upper).add(row);
      }
      for (Row low : lower) {
        for (Row high : upper) {
          long g = Row.gcd(low.at(v), high.at(v));
          rest.add(low.combined(-high.at(v) / g, high, low.at(v) / g));
        }
      }
      inequalities = rest;
      gone[v] = true;
    }
  }
}
