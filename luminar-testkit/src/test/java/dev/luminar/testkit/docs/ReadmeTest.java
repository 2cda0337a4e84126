package dev.luminar.testkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.emit.bytecode.BytecodeEmitter;
import dev.luminar.emit.c.CEmitter;
import dev.luminar.emit.c.NativeProgram;
import dev.luminar.model.Program;
import dev.luminar.model.text.Parser;
import dev.luminar.plan.Plan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds README.md to what the library does. */
class ReadmeTest {
  private static final Page README = Page.of("README.md");
  private static final String SOURCES = "luminar-testkit/src/test/java/dev/luminar/testkit/docs/";
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(#[^)]*)?\\)");

  /** The functions of the second program. */
  public interface SquareSums {
    /** Adds the squares below n. */
    long sum_of_squares(long n);
  }

  @Test
  void theJavaIsThatOfSourcesThatAreCompiled() throws IOException {
    // A new user would copy Java that does not compile.
    List<String> tags = new ArrayList<>();
    for (Page.Block block : README.blocks()) {
      if (block.language().equals("java")) {
        tags.add(block.tag());
        String[] parts = block.tag().split(": ");
        String source = Page.read(SOURCES + parts[0]);
        List<String> regions = new ArrayList<>();
        for (String name : parts[1].split(", ")) {
          regions.add(region(source, name));
        }
        assertThat(block.text()).isEqualTo(String.join("\n\n", regions) + "\n");
      }
    }
    assertThat(tags).hasSize(4);
  }

  private static String region(String source, String name) {
    Matcher matcher =
        Pattern.compile("(?ms)^( *)// region " + name + "\\n(.*?)^ *// endregion").matcher(source);
    assertThat(matcher.find()).as(name).isTrue();
    return matcher.group(2).replaceAll("(?m)^" + matcher.group(1), "").strip();
  }

  @Test
  void theFirstProgramPrintsWhatIsSaid() {
    // The first thing that a new user runs would fail, or print something else.
    PrintStream out = System.out;
    var printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      QuickStart.main(new String[0]);
    } finally {
      System.setOut(out);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8).lines()).containsExactly("32.0", "32.0");
  }

  @Test
  void theTextAndTheEmittedCAreThoseOfTheProgram() {
    // The page would show another text or C than the library prints.
    String text = README.block("stats.lum").text();
    assertThat(text).isEqualTo(QuickStart.stats().toString());
    Program parsed = Parser.parse("stats.lum", text).orThrow();
    assertThat(parsed).isEqualTo(QuickStart.stats());
    String head = README.block("stats.c").text();
    assertThat(new CEmitter().emit(Analyzer.plan(parsed)).source()).startsWith(head);
  }

  @Test
  void theSecondProgramRunsAndIsWritten(@TempDir Path folder) throws IOException {
    // The runtime-assisted program of the page would not run, or its artefacts not be complete.
    Plan plan = Analyzer.plan(Squares.squares());
    var onJvm = new BytecodeEmitter().emit(plan).bind(SquareSums.class);
    assertThat(onJvm.sum_of_squares(1000)).isEqualTo(332_833_500);
    try (NativeProgram compiled = NativeProgram.compile(plan)) {
      var inC = compiled.bind(SquareSums.class);
      assertThat(inC.sum_of_squares(1000)).isEqualTo(332_833_500);
    }
    assertThat(Squares.explained()).contains("runtime-assisted", "because channels", "would be");
    Squares.write(plan, folder);
    assertThat(folder.resolve("classes/squares.class")).isRegularFile();
    assertThat(folder.resolve("c"))
        .isDirectoryContaining("glob:**/squares.c")
        .isDirectoryContaining("glob:**/squares.h")
        .isDirectoryContaining("glob:**/luminar_runtime.c")
        .isDirectoryContaining("glob:**/luminar.h")
        .isDirectoryContaining("glob:**/Makefile");
  }

  @Test
  void theCoordinatesAreThoseOfTheBuild() {
    // A new project would ask for a version that is not there.
    String pom = README.block("pom").text();
    String build = Page.read("pom.xml");
    String version = between(build, "<artifactId>luminar-parent</artifactId>\n  <version>", "<");
    assertThat(between(pom, "<luminar.version>", "<")).isEqualTo(version);
    String compiler =
        between(build, "<artifactId>maven-compiler-plugin</artifactId><version>", "<");
    assertThat(pom).contains("<version>" + compiler + "</version>");
    assertThat(pom)
        .contains("luminar-dsl<", "luminar-analyzer<", "luminar-emit-bytecode<", "luminar-emit-c<");
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start);
    assertThat(from).as(start).isNotNegative();
    return text.substring(from + start.length(), text.indexOf(end, from + start.length()));
  }

  @Test
  void linksLeadSomewhere() {
    // A reader would follow a link to nothing.
    for (String name : List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      Matcher link = LINK.matcher(Page.read(name));
      while (link.find()) {
        if (!link.group(1).contains("://")) {
          assertThat(Files.exists(Page.root().resolve(link.group(1))))
              .as("%s: %s", name, link.group(1))
              .isTrue();
        }
      }
    }
  }

  @Test
  void programsOfTheDocumentationParse() throws IOException {
    // A page would show a program that the parser refuses; docs/notation.md has its own test.
    try (var files = Files.list(Page.root().resolve("docs"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
        String name = "docs/" + file.getFileName();
        if (!name.equals("docs/notation.md")) {
          for (Page.Block block : Page.of(name).blocks()) {
            if (block.language().equals("luminar")) {
              assertThat(Parser.parse(name, block.text()).render()).isEmpty();
            }
          }
        }
      }
    }
  }
}
