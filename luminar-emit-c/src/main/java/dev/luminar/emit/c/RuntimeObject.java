package dev.luminar.emit.c;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The native runtime as an object file. Compiling it takes longer than most programs, so each
 * compiler and set of flags does it once; the object is kept in memory for the programs that
 * follow.
 */
final class RuntimeObject {
  static final String SOURCE = "luminar_runtime.c";
  private static final String OBJECT = "luminar_runtime.o";
  private static final int KEPT_MAX = 8;

  private static final Map<List<String>, byte[]> KEPT = new LinkedHashMap<>();

  private RuntimeObject() {}

  /**
   * Puts the object into a folder that holds the source, and returns its name.
   *
   * @param flags all flags that concern a compilation
   */
  static String in(Path folder, CCompiler compiler, List<String> command, List<String> flags)
      throws IOException {
    List<String> key = new ArrayList<>(command);
    key.addAll(flags);
    key.add(Files.readString(folder.resolve(SOURCE), StandardCharsets.UTF_8));
    Path object = folder.resolve(OBJECT);
    byte[] kept;
    synchronized (KEPT) {
      kept = KEPT.get(key);
      if (kept == null) {
        List<String> arguments = new ArrayList<>(flags);
        arguments.addAll(List.of("-c", "-o", OBJECT, SOURCE));
        compiler.run(folder, arguments);
        kept = Files.readAllBytes(object);
        if (KEPT.size() == KEPT_MAX) {
          KEPT.remove(KEPT.keySet().iterator().next());
        }
        KEPT.put(key, kept);
        return OBJECT;
      }
    }
    Files.write(object, kept);
    return OBJECT;
  }
}
