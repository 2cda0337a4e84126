package dev.luminar.bench.measure;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows as text. */
public final class Report {
  private static final List<String> HEAD =
      List.of(
          "suite", "case", "target", "ours", "min-max", "unit", "peer", "value", "min-max", "ratio",
          "bound");

  /** The columns whose values are flush right. */
  private static final List<Integer> NUMBERS = List.of(3, 4, 7, 8, 9, 10);

  private Report() {}

  /**
   * Returns a row as one line: suite, case, target, ours, unit, peer, peer's value, ratio, bound
   * (or -), with tabs between them.
   */
  public static String tsv(Row row) {
    requireNonNull(row, "row");
    return String.join(
        "\t",
        row.suite(),
        row.name(),
        row.target(),
        number(row.ours().median()),
        row.unit(),
        row.peer(),
        number(row.peerSamples().median()),
        ratio(row.ratio()),
        bound(row));
  }

  /**
   * Returns rows as the lines of a table, with the spread of both; a ratio above its bound has a
   * mark.
   */
  public static List<String> table(List<Row> rows) {
    requireNonNull(rows, "rows");
    List<List<String>> cells = new ArrayList<>();
    cells.add(HEAD);
    for (Row row : rows) {
      cells.add(
          List.of(
              row.suite(),
              row.name(),
              row.target(),
              number(row.ours().median()),
              spread(row.ours()),
              row.unit(),
              row.peer(),
              number(row.peerSamples().median()),
              spread(row.peerSamples()),
              ratio(row.ratio()),
              bound(row)));
    }
    int[] widths = new int[HEAD.size()];
    for (List<String> line : cells) {
      for (int k = 0; k < widths.length; k++) {
        widths[k] = Math.max(widths[k], line.get(k).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (int r = 0; r < cells.size(); r++) {
      String mark = r > 0 && rows.get(r - 1).isAboveBound() ? "  above its bound" : "";
      lines.add((line(cells.get(r), widths) + mark).stripTrailing());
    }
    return lines;
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int k = 0; k < widths.length; k++) {
      String blanks = " ".repeat(widths[k] - cells.get(k).length());
      line.append(k == 0 ? "" : "  ");
      line.append(NUMBERS.contains(k) ? blanks + cells.get(k) : cells.get(k) + blanks);
    }
    return line.toString();
  }

  private static String spread(Samples samples) {
    return samples.count() == 1 ? "-" : number(samples.min()) + "-" + number(samples.max());
  }

  private static String bound(Row row) {
    return row.bound().isPresent() ? ratio(row.bound().getAsDouble()) : "-";
  }

  private static String ratio(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }

  /** Four digits that count, never an exponent. */
  static String number(double value) {
    int whole = value < 1 ? 1 : 1 + (int) Math.floor(Math.log10(value));
    int places = value == 0 ? 0 : value < 1 ? 4 : Math.max(0, 4 - whole);
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }
}
