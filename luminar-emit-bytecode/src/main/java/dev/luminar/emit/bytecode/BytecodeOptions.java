package dev.luminar.emit.bytecode;

import static java.util.Objects.requireNonNull;

import dev.luminar.host.HostNames;

/**
 * What the emitter may choose.
 *
 * @param level the class-file level, the Java release that the classes need: 17 to 28, default 17
 * @param packageName the package of the classes, empty (the default) for none
 */
public record BytecodeOptions(int level, String packageName) {
  /** The lowest level. */
  public static final int LEVEL_MIN = 17;

  /** The highest level that the class-file library of this version can write. */
  public static final int LEVEL_MAX = 28;

  /** Level 17, no package. */
  public static final BytecodeOptions DEFAULT = new BytecodeOptions(LEVEL_MIN, "");

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException for a level out of range, or a package name that is none
   */
  public BytecodeOptions {
    requireNonNull(packageName, "packageName");
    if (level < LEVEL_MIN || level > LEVEL_MAX) {
      throw new IllegalArgumentException(
          "level must be from " + LEVEL_MIN + " to " + LEVEL_MAX + ", but is " + level);
    }
    for (String part : packageName.isEmpty() ? new String[0] : packageName.split("\\.", -1)) {
      if (!HostNames.javaName(part).equals(part)) {
        throw new IllegalArgumentException("not a package name: " + packageName);
      }
    }
  }

  /** Returns these options with another level. */
  public BytecodeOptions withLevel(int level) {
    return new BytecodeOptions(level, packageName);
  }

  /** Returns these options with another package. */
  public BytecodeOptions withPackageName(String packageName) {
    return new BytecodeOptions(level, packageName);
  }

  /** The version number in class files. */
  int version() {
    return level + 44;
  }
}
