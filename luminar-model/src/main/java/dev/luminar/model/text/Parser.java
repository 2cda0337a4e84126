package dev.luminar.model.text;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Sources;
import dev.luminar.diag.Span;
import dev.luminar.model.Limits;
import dev.luminar.model.Program;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;

/**
 * Reads programs from their text form.
 *
 * <p>All syntax errors of a text are reported at once, up to {@link #ERRORS_MAX}. Any text is
 * answered in time linear in its length and with bounded recursion, whatever it holds; one above
 * {@link Limits#SOURCE_LENGTH_MAX} is refused.
 */
public final class Parser {
  /** The most errors that are reported for a text. */
  public static final int ERRORS_MAX = 100;

  private Parser() {}

  /**
   * Reads a program.
   *
   * @param source the name of the text in diagnostics
   * @param text the text
   */
  public static ParseResult parse(String source, String text) {
    requireNonNull(source, "source");
    requireNonNull(text, "text");
    if (text.length() > Limits.SOURCE_LENGTH_MAX) {
      return refused(tooLarge(source, text.length()));
    }
    ParseErrors errors = new ParseErrors();
    Program program = null;
    try {
      program = new ProgramParser(source, text, errors).parse();
    } catch (ParseErrors.TooMany _) {
      // The last diagnostic says so.
      program = null;
    }
    return new ParseResult(Optional.ofNullable(program), errors.sorted(), Sources.of(source, text));
  }

  /**
   * Reads a program from UTF-8.
   *
   * @param source the name of the text in diagnostics
   * @param utf8 the text
   */
  public static ParseResult parse(String source, byte[] utf8) {
    requireNonNull(source, "source");
    requireNonNull(utf8, "utf8");
    if (utf8.length > Limits.SOURCE_LENGTH_MAX) {
      return refused(tooLarge(source, utf8.length));
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.wrap(utf8);
    CharBuffer text = CharBuffer.allocate(utf8.length);
    CoderResult end = decoder.decode(bytes, text, true);
    text.flip();
    return end.isError()
        ? refused(invalid(source, utf8, bytes.position(), text))
        : parse(source, text.toString());
  }

  /**
   * Reads a program from a file of UTF-8; the path is the name of the text in diagnostics. A file
   * that cannot be read is a diagnostic.
   */
  public static ParseResult parse(Path file) {
    requireNonNull(file, "file");
    String source = file.toString();
    try {
      long size = Files.size(file);
      return size > Limits.SOURCE_LENGTH_MAX
          ? refused(tooLarge(source, size))
          : parse(source, Files.readAllBytes(file));
    } catch (IOException unreadable) {
      return refused(
          Diagnostic.error(
              DiagnosticCode.SOURCE_NOT_READABLE,
              Span.NONE,
              "cannot read "
                  + source
                  + ": "
                  + unreadable.getClass().getSimpleName()
                  + " "
                  + unreadable.getMessage()));
    }
  }

  private static ParseResult refused(Diagnostic diagnostic) {
    return new ParseResult(Optional.empty(), Lists.immutable.of(diagnostic), Sources.NONE);
  }

  private static Diagnostic tooLarge(String source, long length) {
    return Diagnostic.error(
            DiagnosticCode.SOURCE_TOO_LARGE,
            Span.NONE,
            source
                + " has "
                + length
                + " bytes or characters; the limit is "
                + Limits.SOURCE_LENGTH_MAX)
        .withHelp("split the program");
  }

  private static Diagnostic invalid(String source, byte[] utf8, int offset, CharBuffer before) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < before.length(); i++) {
      boolean isLineEnd = before.charAt(i) == '\n';
      line += isLineEnd ? 1 : 0;
      column = isLineEnd ? 1 : column + 1;
    }
    return Diagnostic.error(
            DiagnosticCode.INVALID_UTF8,
            Span.at(source, line, column),
            "the byte 0x%02X at offset %d is not UTF-8".formatted(utf8[offset] & 0xFF, offset))
        .withHelp("save the text as UTF-8");
  }
}
