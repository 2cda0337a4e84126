package dev.luminar.testkit.races;

import java.util.Random;

/**
 * Makes small parallel blocks of many shapes: some safe, some racy, some only where their arguments
 * are such or such. It follows patterns that people write and disturbs them.
 */
final class LoopGenerator {
  private final Random random;

  LoopGenerator(Random random) {
    this.random = random;
  }

  String next() {
    return switch (random.nextInt(15)) {
      case 0, 1 -> affine();
      case 2, 3 -> rows();
      case 4 -> triangle();
      case 5 -> strides();
      case 6 -> conditions();
      case 7 -> operators();
      case 8 -> planes();
      case 9 -> slices();
      case 10 -> blocks();
      case 11 -> segments();
      case 12 -> namedTiles();
      case 13 -> wrappingConditions();
      default -> tiles();
    };
  }

  // ---- pieces

  @SafeVarargs
  private <T> T one(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private boolean isRare(int times) {
    return random.nextInt(times) == 0;
  }

  private String number(int from, int to) {
    return "" + (from + random.nextInt(to - from + 1));
  }

  /** {@code + c} or {@code - c}; nothing for zero. */
  private static String plus(int c) {
    return c == 0 ? "" : c < 0 ? " - " + -c : " + " + c;
  }

  private String shift(int most) {
    return plus(random.nextInt(2 * most + 1) - most);
  }

  private String range() {
    return switch (random.nextInt(9)) {
      case 0 -> "0..<" + number(1, 12);
      case 1 -> number(0, 4) + ".." + number(3, 14);
      case 2 -> "0..n";
      case 3 -> "1..<n";
      case 4 -> "d..<n";
      case 5 -> "0..<n step " + number(2, 4);
      case 6 -> "n..0 step -" + number(1, 3);
      default -> "0..<n";
    };
  }

  /** A store or a load at an index of one of two buffers. */
  private String access(boolean isStore, String index) {
    String buffer = isRare(6) ? "ys" : "xs";
    return isStore ? buffer + "[" + index + "] = i; " : "zs[i] = " + buffer + "[" + index + "]; ";
  }

  private String accesses(int most, java.util.function.Supplier<String> index) {
    var body = new StringBuilder();
    int count = 1 + random.nextInt(most);
    for (int k = 0; k < count; k++) {
      body.append(access(k == 0 || isRare(2), index.get()));
    }
    return body.toString();
  }

  private static String parallel(String range, String body) {
    return "parallel(i in " + range + ") { " + body + "}";
  }

  private static String loop(String index, String range, String body) {
    return "for " + index + " in " + range + " { " + body + "} ";
  }

  // ---- shapes

  private String affine() {
    int common = one(1, 1, 1, 2, 3, -1, -2, 4);
    boolean isOne = !isRare(3);
    String name = one("", "", " + d", " + n", " - n", " + w", " + d * w");
    return parallel(
        range(),
        accesses(
            3,
            () ->
                (isOne
                        ? common + " * i" + (common < 0 ? " + 90" : "")
                        : one("i", "2 * i", "3 * i", "60 - i"))
                    + shift(6)
                    + (isRare(2) ? name : "")
                    + (isRare(5) ? " + 40" : "")));
  }

  private String rows() {
    String width = one("8", "6", "w", "w", "w", "(w + 1)", "(2 * w)");
    String turns =
        isRare(3)
            ? one("d", "h", "n", "6", "7", "w + 1")
            : width.equals("(2 * w)") && isRare(2) ? "w" : width;
    String inner = isRare(4) ? number(0, 2) + "..<" + turns : "0..<" + turns;
    boolean isColumn = isRare(4);
    String index = isColumn ? "j * " + width + " + i" : "i * " + width + " + j";
    String outer = isColumn && !isRare(3) ? "0..<" + width : range();
    String store = index + (isRare(4) ? shift(1) : "");
    String other =
        switch (random.nextInt(6)) {
          case 0 -> "(i + 1) * " + width + " + j";
          case 1 -> "j * " + width + " + i";
          case 2 -> index + " + 1";
          case 3 -> index + " + n * " + width;
          default -> index;
        };
    String read = isRare(2) ? access(isRare(5), other) : "";
    return parallel(outer, loop("j", inner, access(true, store) + read));
  }

  private String triangle() {
    String inner = one("0..<i", "0..i", "i..<n", "i + 1..<n", "0..<n - i", "i..<i + 4", "i..i + d");
    String width = one("n", "n", "20", "w", "(n + 1)");
    String index =
        one(
            "i * " + width + " + j",
            "i * " + width + " + j",
            "j * " + width + " + i",
            "i + j",
            "j",
            "i",
            "2 * i + j");
    String other =
        one("i * " + width + " + j", "j * " + width + " + i", "i * " + width + " + j - 1");
    return parallel(
        one("0..<n", "0..<n", "1..<n", "0..<9"),
        loop("j", inner, access(true, index) + (isRare(2) ? access(isRare(4), other) : "")));
  }

  private String strides() {
    String stride = one("w", "w", "d", "h", "w * h", "(w + d)", "(w - 1)");
    String range = isRare(4) ? "0..<n step " + one("d", "w") : range();
    return parallel(
        range,
        accesses(
            3,
            () ->
                switch (random.nextInt(7)) {
                  case 0 -> "i * " + stride + " + d";
                  case 1 -> "i * " + stride + " + h";
                  case 2 -> "(i + 1) * " + stride;
                  case 3 -> "i * " + stride + " + n * " + stride;
                  default -> "i * " + stride + plus(random.nextInt(3));
                }));
  }

  private String conditions() {
    String condition =
        one(
            "i % 2 == 0",
            "i % 3 == 1",
            "i < " + number(1, 9),
            "i >= " + number(1, 9),
            "i == " + number(0, 6),
            "i != " + number(0, 6),
            "i > 2 and i < 6",
            "i < 2 or i > 8",
            "i < d",
            "i + 1 < n",
            "not (i < 4)");
    String then = accesses(2, () -> one("i", "i" + shift(3), "2 * i", number(0, 9), "i + 10"));
    String otherwise =
        isRare(2)
            ? "else { " + accesses(2, () -> one("i", "i" + shift(3), "i + 20", number(0, 9))) + "}"
            : "";
    String fact =
        one("", "", "", "assert d >= n, \"small\"; ", "assert d > 0 and w >= d, \"small\"; ");
    return fact + parallel(range(), "if " + condition + " { " + then + "} " + otherwise);
  }

  /** Conditions that nothing tells in whole numbers, alone or with others. */
  private String wrappingConditions() {
    String wrapping =
        one(
            "zs[i] * zs[i] >= 0",
            "i32(zs[i]) * 17i32 + m > 3i32",
            "(zs[i] * 2654435761 & 15) == 0",
            "m * m + m > 5i32",
            "i32(i) * i32(i) % 7i32 != 3i32",
            "i * d != 8",
            "i * i == 4",
            "i * 3 == d * 6",
            "i + d == 8",
            "i == n - 1",
            "i < n - 1",
            "n - i == 1");
    String more =
        isRare(3) ? one(" and ", " or ") + one("i < 4", "i > d", "i != 0", "xs[0] == 0") : "";
    String otherwise =
        isRare(4) ? "else { " + accesses(1, () -> one("i", "i + 1", "n")) + "} " : "";
    return parallel(
        one("0..<n", "0..<n", "1..<n", "0..n", "0..<9"),
        "if "
            + wrapping
            + more
            + " { "
            + accesses(2, () -> one("i", "i", "i" + shift(2), "0", "n - 1", "d"))
            + "} "
            + otherwise);
  }

  private String operators() {
    int c = one(2, 3, 4, 8);
    String range =
        one(
            "0..<n",
            "0..<n",
            "0..<" + c,
            "0..<" + 2 * c,
            "3..<" + (3 + c),
            "0..<n step " + c,
            "-5..5");
    return parallel(
        range,
        accesses(
            2,
            () ->
                switch (random.nextInt(14)) {
                  case 0 -> "i / " + c;
                  case 1 -> "i % " + c;
                  case 2 -> "i % " + c + " + 10";
                  case 3 -> "i & " + (c - 1);
                  case 4 -> "i >> 1";
                  case 5 -> "(i << 1) + " + number(0, 2);
                  case 6 -> "i ^ 1";
                  case 7 -> "i / " + c + " * " + c + " + i % " + c;
                  case 8 -> "i % " + c + " * 10 + i / " + c;
                  case 9 -> "max(i, " + number(0, 4) + ")";
                  case 10 -> "(if i < 5 then i else i + 3)";
                  case 11 -> "(i + d) % n";
                  case 12 -> "i % n";
                  default -> "i * i + 6";
                }));
  }

  private String planes() {
    String height = one("h", "h", "3", "w");
    String width = one("w", "w", "2", "5");
    String rows = isRare(4) ? one("n", "4", "h + 1") : height;
    String columns = isRare(4) ? one("d", "3", "w + 1") : width;
    String index = "(i * " + height + " + j) * " + width + " + k";
    String order = isRare(5) ? "(j * " + height + " + i) * " + width + " + k" : index;
    String read = isRare(2) ? access(isRare(5), one(index, index + " + 1", "k")) : "";
    return parallel(
        range(), loop("j", "0..<" + rows, loop("k", "0..<" + columns, access(true, order) + read)));
  }

  private String slices() {
    String width = one("4", "w", "w", "(w + 1)");
    String from = "i * " + width;
    String to = isRare(3) ? "i * " + width + " + " + one("d", "5", "h") : "(i + 1) * " + width;
    String slice = "let row = xs[" + from + one("..<", "..<", "..<", "..") + to + "]; ";
    String use =
        one(
            "row[0] = i; ",
            "row[at[i]] = i; ",
            "fill(row); ",
            "for j in 0..<len(row) { row[j] = j; } ",
            "row[i % 4] = row[0]; ",
            "zs[i] = total(row); xs[" + from + "] = 1; ");
    return parallel(range(), slice + use);
  }

  private String blocks() {
    String length = one("4", "8", "d", "d", "w");
    String cut = isRare(4) ? length + " + 1" : length;
    if (isRare(3)) {
      return parallel(
          "0..<n step " + length, loop("k", "i..<min(n, i + " + cut + ")", "xs[k] = i; "));
    }
    return parallel(
        "0..<n",
        "let lo = i * "
            + length
            + "; let hi = min("
            + one("n", "40", "h * 8")
            + ", lo + "
            + cut
            + "); "
            + loop(
                "k",
                "lo.." + (isRare(5) ? "" : "<") + "hi",
                "xs[k" + shift(isRare(3) ? 1 : 0) + "] = i; "));
  }

  private String segments() {
    String from = one("at[i]", "at[i]", "at[i] + 1", "at[i + 1]");
    String to = one("at[i + 1]", "at[i + 1]", "at[i + 2]");
    String dots = isRare(4) ? ".." : "..<";
    String body =
        one(
            "ys[k] = i; ",
            "ys[k] = ys[k] + 1; ",
            "ys[k] = ys[k - 1]; ",
            "ys[k + i] = 1; ",
            "ys[at[k]] = i; ");
    return parallel(range(), loop("k", from + dots + to, body));
  }

  /** Tiles of a size that is a name, cut off or not, of elements or of rows. */
  private String namedTiles() {
    String end = one("(i + 1) * d", "i * d + d", "(i + 1) * d + 1", "i * d + w");
    String last = isRare(4) ? "" : "<";
    String range =
        one("i * d", "i * d", "max(1, i * d)")
            + ".."
            + last
            + (isRare(3) ? end : "min(" + one("n", "n", "n - 1", "40") + ", " + end + ")");
    String row =
        isRare(2)
            ? "xs[k] = i; "
            : isRare(2)
                ? loop("j", "0..<w", "xs[k * w + j] = i; ")
                : loop(
                    "jj",
                    "0..<w step 4",
                    loop(
                        "j",
                        "jj..<min(" + one("w", "w", "w + 1") + ", jj + 4)",
                        "xs[k * w + j] = i; "));
    return parallel(one("0..<n", "0..<(n + d - 1) / d", "0..<h"), loop("k", range, row));
  }

  private String tiles() {
    int across = one(2, 3, 4);
    int tall = one(1, 2, 3);
    int wide = one(2, 4);
    int row = across * wide + one(0, 0, 0, 1, -1);
    String down = isRare(5) ? "" + (tall + 1) : "" + tall;
    String index =
        "(i / "
            + across
            + " * "
            + tall
            + " + a) * "
            + row
            + " + i % "
            + across
            + " * "
            + wide
            + " + b";
    return parallel(
        one("0..<6", "0..<n", "0..<9"),
        loop("a", "0..<" + down, loop("b", "0..<" + wide, access(true, index))));
  }
}
