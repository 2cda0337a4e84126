package dev.luminar.emit.c;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * How {@link NativeProgram} compiles.
 *
 * @param compiler the command of the C compiler and its first arguments; empty: that of the
 *     environment variable {@code CC}, else the first of {@code cc}, {@code gcc} and {@code clang}
 *     that is installed
 * @param flags flags after ours, which are {@code -std=c11 -O3}
 * @param externs C source that defines the externs, which may include the program's header; empty:
 *     externs are calls of the object given to {@code bind}
 */
public record NativeOptions(
    ImmutableList<String> compiler, ImmutableList<String> flags, Optional<String> externs) {
  /** The system's compiler, no further flags, externs in Java. */
  public static final NativeOptions DEFAULT =
      new NativeOptions(Lists.immutable.empty(), Lists.immutable.empty(), Optional.empty());

  /** Checks the components. */
  public NativeOptions {
    requireNonNull(compiler, "compiler");
    requireNonNull(flags, "flags");
    requireNonNull(externs, "externs");
  }

  /** Returns these options with another compiler. */
  public NativeOptions withCompiler(String... command) {
    return new NativeOptions(
        Lists.immutable.of(requireNonNull(command, "command")), flags, externs);
  }

  /** Returns these options with other flags. */
  public NativeOptions withFlags(String... more) {
    return new NativeOptions(compiler, Lists.immutable.of(requireNonNull(more, "more")), externs);
  }

  /** Returns these options with externs defined by C source. */
  public NativeOptions withExterns(String source) {
    return new NativeOptions(compiler, flags, Optional.of(requireNonNull(source, "source")));
  }
}
