package dev.luminar.analyzer.scope;

import dev.luminar.model.Extern;
import dev.luminar.model.Function;
import dev.luminar.model.Program;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions and externs of a program by name; where two have one name, the first counts. */
public final class ProgramNames {
  private final Program program;
  private final Map<String, Integer> functions = new HashMap<>();
  private final Map<String, Extern> externs = new HashMap<>();

  public ProgramNames(Program program) {
    this.program = program;
    for (int i = 0; i < program.functions().size(); i++) {
      functions.putIfAbsent(program.functions().get(i).name(), i);
    }
    for (Extern extern : program.externs()) {
      externs.putIfAbsent(extern.name(), extern);
    }
  }

  public Program program() {
    return program;
  }

  /** The function of a name, or null. */
  public @Nullable Function function(String name) {
    Integer index = functions.get(name);
    return index == null ? null : program.functions().get(index);
  }

  /** The position of the function of a name, -1 if there is none. */
  public int indexOf(String name) {
    return functions.getOrDefault(name, -1);
  }

  /** The extern of a name, or null; a function of the same name goes first. */
  public @Nullable Extern extern(String name) {
    return functions.containsKey(name) ? null : externs.get(name);
  }
}
