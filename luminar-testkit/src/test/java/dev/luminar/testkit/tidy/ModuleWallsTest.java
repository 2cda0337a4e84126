package dev.luminar.testkit.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.luminar.testkit.tidy.fixture.high.High;
import dev.luminar.testkit.tidy.fixture.low.Low;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModuleWallsTest {
  private static final SourceTree TREE = SourceTree.ofProject();
  private static final String FIXTURE = "dev.luminar.testkit.tidy.fixture";
  private static final BuildModule LOW =
      new BuildModule("low", 0, Set.of(FIXTURE + ".low"), Set.of());
  private static final BuildModule HIGH =
      new BuildModule("high", 1, Set.of(FIXTURE + ".high"), Set.of("low"));

  /** The modules that are built before this test runs; those above are seen by nobody. */
  static Stream<BuildModule> built() {
    return BuildModule.ALL.stream().filter(module -> module.floor() <= 4);
  }

  private static Path classesOf(BuildModule module) {
    return TREE.root().resolve(module.folder()).resolve("target/classes");
  }

  private static JavaClasses classes(BuildModule module) {
    assertThat(classesOf(module)).as("build the whole project first").isDirectory();
    return new ClassFileImporter().importPath(classesOf(module));
  }

  @Test
  void theTableHasTheModulesOfTheBuild() throws IOException {
    // A new module would stand outside of all rules, or the table would grant a use of a higher
    // floor.
    String pom = Files.readString(TREE.root().resolve("pom.xml"));
    List<String> folders =
        pom.lines()
            .map(String::strip)
            .filter(line -> line.startsWith("<module>"))
            .map(line -> line.replaceAll("</?module>", ""))
            .toList();
    assertThat(BuildModule.ALL)
        .extracting(BuildModule::folder)
        .containsExactlyInAnyOrderElementsOf(folders);
    for (BuildModule module : BuildModule.ALL) {
      assertThat(BuildModule.ALL)
          .filteredOn(other -> module.uses().contains(other.folder()))
          .allMatch(other -> other.floor() < module.floor())
          .hasSameSizeAs(module.uses());
    }
  }

  @ParameterizedTest
  @MethodSource("built")
  void modulesUseOnlyWhatTheyMay(BuildModule module) {
    // A floor uses a higher one, an emitter uses the analyzer, or a library leaks into a module
    // that its users did not ask for.
    assertThat(new ModuleWalls(BuildModule.ALL).forbiddenUses(module, classes(module))).isEmpty();
  }

  @Test
  void theJvmRuntimeUsesOnlyJava() {
    // Emitted classes could not run with the runtime's jar alone.
    assertThat(
            ModuleWalls.usesBeyondJava(BuildModule.JVM_RUNTIME, classes(BuildModule.JVM_RUNTIME)))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("built")
  void packagesFormNoCycle(BuildModule module) {
    // Two packages that need each other can only be understood, and changed, as one.
    assertThat(ModuleWalls.packageCycles(classes(module))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("built")
  void exportedSignaturesNameExportedTypes(BuildModule module) throws IOException {
    // A user meets a type in a signature and cannot write its name.
    Path descriptor = classesOf(module).resolve("module-info.class");
    assertThat(ModuleWalls.hiddenTypesInSignatures(exports(descriptor), classes(module))).isEmpty();
  }

  private static Set<String> exports(Path descriptor) throws IOException {
    try (InputStream in = Files.newInputStream(descriptor)) {
      return ModuleDescriptor.read(in).exports().stream()
          .filter(exports -> !exports.isQualified())
          .map(Exports::source)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void aUseOfAHigherFloorIsFound() {
    // The rule on floors would pass whatever a module uses.
    var walls = new ModuleWalls(List.of(LOW, HIGH));
    JavaClasses low = new ClassFileImporter().importClasses(Low.class);
    JavaClasses high = new ClassFileImporter().importClasses(High.class);
    assertThat(walls.forbiddenUses(LOW, low)).isNotEmpty().allMatch(line -> line.contains("High"));
    assertThat(walls.forbiddenUses(HIGH, high)).isEmpty();
    assertThat(walls.forbiddenUses(HIGH, low)).anyMatch(line -> line.endsWith("another module"));
  }

  @Test
  void aUseBeyondJavaIsFound() {
    // The rule on the JVM runtime would pass whatever it uses.
    JavaClasses low = new ClassFileImporter().importClasses(Low.class);
    assertThat(ModuleWalls.usesBeyondJava(LOW, low)).isNotEmpty();
    assertThat(ModuleWalls.usesBeyondJava(new BuildModule("", 0, Set.of(FIXTURE), Set.of()), low))
        .isEmpty();
  }

  @Test
  void aPackageCycleIsFound() {
    // The rule on cycles would pass whatever the packages do.
    JavaClasses both = new ClassFileImporter().importClasses(Low.class, High.class);
    assertThat(ModuleWalls.packageCycles(both)).hasSize(1);
  }

  @Test
  void aHiddenTypeInASignatureIsFound() {
    // The rule on exported signatures would pass whatever they name.
    JavaClasses both = new ClassFileImporter().importClasses(Low.class, High.class);
    assertThat(ModuleWalls.hiddenTypesInSignatures(Set.of(FIXTURE + ".low"), both))
        .singleElement()
        .asString()
        .contains("Low.high(java.util.List) names " + FIXTURE + ".high.High");
    assertThat(
            ModuleWalls.hiddenTypesInSignatures(Set.of(FIXTURE + ".low", FIXTURE + ".high"), both))
        .isEmpty();
  }
}
