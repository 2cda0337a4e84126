package dev.luminar.bench.compile;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.emit.bytecode.BytecodeEmitter;
import dev.luminar.emit.bytecode.ClassFiles;
import dev.luminar.emit.bytecode.LoadedProgram;
import dev.luminar.emit.c.CEmitter;
import dev.luminar.model.text.Parser;
import dev.luminar.plan.Plan;

/** The whole way from text to what runs. */
enum Compilation {
  /** To classes that are loaded and linked, all of them. */
  JVM {
    @Override
    Object emit(Plan plan) {
      ClassFiles files = new BytecodeEmitter().emit(plan);
      LoadedProgram loaded = files.load();
      ClassLoader loader = loaded.mainClass().getClassLoader();
      for (String name : files.classes().keySet()) {
        link(name.replace('/', '.'), loader);
      }
      return loaded;
    }
  },
  /** To C source. */
  C {
    @Override
    Object emit(Plan plan) {
      return new CEmitter().emit(plan);
    }
  };

  /** The target's name in reports. */
  String target() {
    return this == C ? "c" : "jvm";
  }

  abstract Object emit(Plan plan);

  static Plan plan(String text) {
    return Analyzer.plan(Parser.parse("generated.lum", text).orThrow());
  }

  /** Returns what came out, so that nothing of the work is for nobody. */
  Object compile(String text) {
    return emit(plan(text));
  }

  /** Initializing links, and linking verifies, which a lazy load would leave out. */
  private static void link(String name, ClassLoader loader) {
    try {
      Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the class " + name + " is not there", e);
    }
  }
}
