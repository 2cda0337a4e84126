package dev.luminar.testkit.tidy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The rules about who may use whom; each answers with one line per use that breaks it. */
final class ModuleWalls {
  private final List<BuildModule> modules;

  ModuleWalls(List<BuildModule> modules) {
    this.modules = modules;
  }

  /** Uses of other modules that the table does not grant, and packages outside the module's own. */
  Set<String> forbiddenUses(BuildModule module, JavaClasses classes) {
    var broken = new TreeSet<String>();
    for (JavaClass type : classes) {
      if (!module.owns(type.getPackageName())) {
        broken.add("%s: package of another module".formatted(type.getName()));
      }
      for (Dependency use : type.getDirectDependenciesFromSelf()) {
        String target = use.getTargetClass().getBaseComponentType().getPackageName();
        modules.stream()
            .filter(other -> other.owns(target) && other != module)
            .filter(other -> !module.uses().contains(other.folder()))
            .forEach(other -> broken.add("%s may not use %s".formatted(module.folder(), use)));
        BuildModule.OWNERS.forEach((outer, owners) -> {
          if (BuildModule.isInside(target, outer) && !owners.contains(module.folder())) {
            broken.add("%s may not use %s".formatted(module.folder(), use));
          }
        });
      }
    }
    return broken;
  }

  /** Uses of anything but the module itself and {@code java.*}. */
  static Set<String> usesBeyondJava(BuildModule module, JavaClasses classes) {
    var broken = new TreeSet<String>();
    for (JavaClass type : classes) {
      for (Dependency use : type.getDirectDependenciesFromSelf()) {
        JavaClass target = use.getTargetClass().getBaseComponentType();
        String name = target.getPackageName();
        if (!target.isPrimitive() && !BuildModule.isInside(name, "java") && !module.owns(name)) {
          broken.add(use.getDescription());
        }
      }
    }
    return broken;
  }

  /**
   * Packages that form one unit with those below them: a node of the program holds expressions and
   * types, and all of them print themselves in the text form; a routine of the plan holds code, and
   * code names the routine's locals.
   */
  private static final Set<String> UNITS = Set.of("dev.luminar.model", "dev.luminar.plan");

  private static String unitOf(String packageName) {
    return UNITS.stream()
        .filter(unit -> packageName.startsWith(unit + "."))
        .findAny()
        .orElse(packageName);
  }

  /** Cycles between packages, a package with its sub-packages not being one. */
  static List<String> packageCycles(JavaClasses classes) {
    EvaluationResult result =
        SlicesRuleDefinition.slices()
            .assignedFrom(
                new SliceAssignment() {
                  @Override
                  public SliceIdentifier getIdentifierOf(JavaClass type) {
                    return SliceIdentifier.of(unitOf(type.getPackageName()));
                  }

                  @Override
                  public String getDescription() {
                    return "packages";
                  }
                })
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true)
            .evaluate(classes);
    return result.getFailureReport().getDetails();
  }

  /** Types of the module that a user meets in a signature but cannot name. */
  static Set<String> hiddenTypesInSignatures(Set<String> exported, JavaClasses classes) {
    Predicate<JavaClass> isVisible = type -> isVisible(type, exported);
    var broken = new TreeSet<String>();
    for (JavaClass type : classes.that(DescribedPredicate.describe("visible", isVisible))) {
      signatures(type)
          .forEach(named -> {
            for (JavaClass raw : named.type().getAllInvolvedRawTypes()) {
              JavaClass base = raw.getBaseComponentType();
              if (classes.contain(base.getName()) && !isVisible.test(base)) {
                broken.add("%s names %s".formatted(named.member(), base.getName()));
              }
            }
          });
    }
    return broken;
  }

  private record Named(String member, JavaType type) {}

  private static Stream<Named> signatures(JavaClass type) {
    var all = new ArrayList<Named>();
    // A superclass hidden in the same package is a way to share code and needs no name.
    Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream())
        .filter(parent -> !parent.getPackageName().equals(type.getPackageName()))
        .forEach(parent -> all.add(new Named(type.getName(), parent)));
    for (JavaField field : type.getFields()) {
      if (isOpen(field.getModifiers())) {
        all.add(new Named(field.getFullName(), field.getType()));
      }
    }
    for (JavaCodeUnit unit : type.getCodeUnits()) {
      if (isOpen(unit.getModifiers())) {
        all.add(new Named(unit.getFullName(), unit.getReturnType()));
        unit.getParameterTypes().forEach(t -> all.add(new Named(unit.getFullName(), t)));
        unit.getExceptionTypes().forEach(t -> all.add(new Named(unit.getFullName(), t)));
      }
    }
    return all.stream();
  }

  private static boolean isOpen(Set<JavaModifier> modifiers) {
    return !modifiers.contains(JavaModifier.SYNTHETIC)
        && (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED));
  }

  private static boolean isVisible(JavaClass type, Set<String> exported) {
    return exported.contains(type.getPackageName())
        && isOpen(type.getModifiers())
        && type.getEnclosingClass().map(outer -> isVisible(outer, exported)).orElse(true);
  }
}
