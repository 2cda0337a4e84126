package dev.luminar.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Diagnostics;
import dev.luminar.diag.Sources;
import dev.luminar.model.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The pages of docs/diagnostics say what the compiler says. {@code -Dluminar.bless=true} rewrites
 * the messages.
 */
class DiagnosticPagesTest {
  private static final Path FOLDER = folder();
  private static final Pattern FENCE = Pattern.compile("```(\\w+)\\n(.*?)\\n```", Pattern.DOTALL);

  private static Path folder() {
    Path module = Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();
    Path inside = module.resolve("docs/diagnostics");
    return Files.isDirectory(inside) ? inside : module.resolveSibling("docs/diagnostics");
  }

  private record Fence(String kind, String text) {}

  private static List<Fence> fences(String page) {
    List<Fence> found = new ArrayList<>();
    Matcher matcher = FENCE.matcher(page);
    while (matcher.find()) {
      found.add(new Fence(matcher.group(1), matcher.group(2)));
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource
  void everyCodeHasAPage(DiagnosticCode code) throws IOException {
    // A user who looks a code up finds nothing, or the page of another code.
    Path page = FOLDER.resolve(code.id() + ".md");
    assertThat(page).exists();
    assertThat(Files.readAllLines(page).getFirst()).startsWith("# " + code.id() + ": ");
  }

  @Test
  void everyPageHasACode() throws IOException {
    // A page outlives the code that it explains.
    try (var files = Files.list(FOLDER)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.startsWith("LUM")))
          .allMatch(name -> codeOf(name).isPresent());
    }
  }

  private static Optional<DiagnosticCode> codeOf(String file) {
    for (DiagnosticCode code : DiagnosticCode.values()) {
      if (file.equals(code.id() + ".md")) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  @ParameterizedTest
  @EnumSource
  void thePageSaysWhatTheCompilerSays(DiagnosticCode code) throws IOException {
    // A page shows a program that does not get its code, a message that nobody sees, or a repair
    // that repairs nothing.
    Path file = FOLDER.resolve(code.id() + ".md");
    String page = Files.readString(file);
    List<Fence> fences = fences(page);
    boolean isShownByOthers = code.number() / 1_000 == 2 || code.number() >= 5_000;
    if (isShownByOthers || fences.isEmpty()) {
      assertThat(page).contains("\n## ");
      return;
    }
    assertThat(fences).extracting(Fence::kind).containsExactly("lum", "text", "lum");
    Optional<Program> built = HandBuilt.of(code);
    String program = built.map(Program::toString).orElse(fences.get(0).text()).stripTrailing();
    String said =
        built.isPresent()
            ? Diagnostics.render(Compiled.diagnostics(built.get()), Sources.NONE).stripTrailing()
            : Compiled.rendered(program + "\n");
    assertThat(said).contains(code.id());
    if (Boolean.getBoolean("luminar.bless")) {
      page =
          page.replace(
              "```lum\n"
                  + fences.get(0).text()
                  + "\n```\n\n```text\n"
                  + fences.get(1).text()
                  + "\n```",
              "```lum\n" + program + "\n```\n\n```text\n" + said + "\n```");
      Files.writeString(file, page);
    } else {
      assertThat(fences.get(0).text()).isEqualTo(program);
      assertThat(fences.get(1).text())
          .as("what the compiler says; -Dluminar.bless=true rewrites the pages")
          .isEqualTo(said);
    }
    assertThat(Compiled.diagnostics(fences.get(2).text() + "\n")).isEmpty();
  }
}
