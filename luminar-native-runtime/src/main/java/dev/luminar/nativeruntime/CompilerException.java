package dev.luminar.nativeruntime;

import java.util.Objects;

/** An exception that says why the C compiler did not do its work, and what would help. */
public final class CompilerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;
  private final String help;

  CompilerException(String code, String message, String help) {
    super(code + ": " + message + (help.isEmpty() ? "" : "\nhelp: " + help));
    this.code = Objects.requireNonNull(code, "code");
    this.help = Objects.requireNonNull(help, "help");
  }

  /** The diagnostic code: {@code LUM5001} (there is no compiler) or {@code LUM5002} (it failed). */
  public String code() {
    return code;
  }

  /** What to do about it; empty if the message says all there is to say. */
  public String help() {
    return help;
  }
}
