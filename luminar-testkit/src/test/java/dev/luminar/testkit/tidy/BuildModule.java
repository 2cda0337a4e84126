package dev.luminar.testkit.tidy;

import static java.util.Map.entry;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One module of the build.
 *
 * @param folder its folder under the root
 * @param floor it may use lower floors only
 * @param packages the packages, with all below them, that are its own
 * @param uses the folders of the modules that it may use
 */
record BuildModule(String folder, int floor, Set<String> packages, Set<String> uses) {
  private static final Set<String> LIBRARY =
      Set.of(
          "luminar-model",
          "luminar-native-runtime",
          "luminar-jvm-runtime",
          "luminar-dsl",
          "luminar-analyzer",
          "luminar-emit-c",
          "luminar-emit-bytecode");

  static final BuildModule JVM_RUNTIME =
      new BuildModule("luminar-jvm-runtime", 0, Set.of("dev.luminar.runtime"), Set.of());

  /** The emitters are on the same floor and above the analyzer, but see the plan only. */
  static final List<BuildModule> ALL =
      List.of(
          new BuildModule(
              "luminar-model",
              0,
              Set.of(
                  "dev.luminar.model", "dev.luminar.diag", "dev.luminar.plan", "dev.luminar.host"),
              Set.of()),
          new BuildModule(
              "luminar-native-runtime", 0, Set.of("dev.luminar.nativeruntime"), Set.of()),
          JVM_RUNTIME,
          new BuildModule("luminar-dsl", 1, Set.of("dev.luminar.dsl"), Set.of("luminar-model")),
          new BuildModule(
              "luminar-analyzer", 2, Set.of("dev.luminar.analyzer"), Set.of("luminar-model")),
          new BuildModule(
              "luminar-emit-c",
              3,
              Set.of("dev.luminar.emit.c"),
              Set.of("luminar-model", "luminar-native-runtime")),
          new BuildModule(
              "luminar-emit-bytecode",
              3,
              Set.of("dev.luminar.emit.bytecode"),
              Set.of("luminar-model", "luminar-jvm-runtime")),
          new BuildModule("luminar-testkit", 4, Set.of("dev.luminar.testkit"), LIBRARY),
          new BuildModule("luminar-bench", 5, Set.of("dev.luminar.bench"), andTestkit()),
          new BuildModule("examples", 5, Set.of("dev.luminar.examples"), andTestkit()));

  /** Third-party packages with the modules that alone may use them; the model's are not here. */
  static final Map<String, Set<String>> OWNERS =
      Map.ofEntries(
          entry("org.objectweb.asm", Set.of("luminar-emit-bytecode")),
          entry("picocli", Set.of("examples")),
          entry("org.junit", Set.of("luminar-testkit")),
          entry("org.assertj", Set.of("luminar-testkit")));

  boolean owns(String packageName) {
    return packages.stream().anyMatch(own -> isInside(packageName, own));
  }

  static boolean isInside(String packageName, String outer) {
    return packageName.equals(outer) || packageName.startsWith(outer + ".");
  }

  private static Set<String> andTestkit() {
    var all = new HashSet<>(LIBRARY);
    all.add("luminar-testkit");
    return Set.copyOf(all);
  }
}
