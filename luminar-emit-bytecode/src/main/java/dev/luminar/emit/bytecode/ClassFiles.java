package dev.luminar.emit.bytecode;

import static java.util.Objects.requireNonNull;

import dev.luminar.host.HostProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The classes of a program. They need a JDK of their level, and, if {@link #needsRuntime()}, the
 * jar luminar-jvm-runtime; nothing else.
 *
 * <p>The class {@code P} of a program P has public static methods for the functions that the host
 * may call, {@code P$Failure} is what a failed call throws, {@code P$Externs} is the interface that
 * the host's externs implement, and each struct is a record.
 */
public final class ClassFiles {
  /** What the classes were made from. */
  record Origin(HostProgram program, ProgramLayout layout, BytecodeOptions options) {}

  private final Origin origin;
  private final SortedMap<String, byte[]> classes;
  private final ImmutableList<String> notes;
  private LoadedProgram loaded;

  ClassFiles(Origin origin, SortedMap<String, byte[]> classes, ImmutableList<String> notes) {
    this.origin = origin;
    this.classes = classes;
    this.notes = notes;
  }

  Origin origin() {
    return origin;
  }

  byte[] bytes(String internalName) {
    return classes.get(internalName);
  }

  /**
   * Returns a copy: internal class names such as {@code my/pack/P$Failure}, in order, and class
   * files.
   */
  public Map<String, byte[]> classes() {
    SortedMap<String, byte[]> copy = new TreeMap<>();
    classes.forEach((name, bytes) -> copy.put(name, bytes.clone()));
    return Collections.unmodifiableSortedMap(copy);
  }

  /** Returns the binary name of the program's class, such as {@code my.pack.P}. */
  public String mainClass() {
    return origin.layout().main().replace('/', '.');
  }

  /** Says whether the classes need luminar-jvm-runtime beside them. */
  public boolean needsRuntime() {
    return origin.layout().plan().needsRuntime();
  }

  /**
   * Returns what a user should know about the classes, such as methods that HotSpot will not
   * compile.
   */
  public ImmutableList<String> notes() {
    return notes;
  }

  /** Writes the class files into a folder, in the subfolders of their package. */
  public void writeTo(Path folder) throws IOException {
    requireNonNull(folder, "folder");
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      Path file = folder.resolve(entry.getKey() + ".class");
      Files.createDirectories(requireNonNull(file.getParent(), "parent"));
      Files.write(file, entry.getValue());
    }
  }

  /** Writes a jar; the same classes give the same jar. */
  public void writeJar(Path jar) throws IOException {
    requireNonNull(jar, "jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      entry(
          out,
          "META-INF/MANIFEST.MF",
          "Manifest-Version: 1.0\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
        entry(out, entry.getKey() + ".class", entry.getValue());
      }
    }
  }

  private static void entry(JarOutputStream out, String name, byte[] bytes) throws IOException {
    JarEntry entry = new JarEntry(name);
    entry.setTimeLocal(LocalDateTime.of(2020, 1, 1, 0, 0));
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }

  /**
   * Loads the classes into this JVM, once.
   *
   * @throws IllegalStateException if they need a newer JVM than this
   */
  public synchronized LoadedProgram load() {
    if (loaded == null) {
      loaded = new LoadedProgram(this);
    }
    return loaded;
  }

  /**
   * Loads the program and returns an object that implements the user's interface; see {@link
   * LoadedProgram}.
   */
  public <T> T bind(Class<T> type) {
    return load().bind(MethodHandles.publicLookup(), type);
  }

  /** As {@link #bind(Class)}, for a program with externs, which the object implements. */
  public <T> T bind(Class<T> type, Object externs) {
    return load().bind(MethodHandles.publicLookup(), type, externs);
  }

  /** As {@link #bind(Class)}, with the user's rights, for records that are not public. */
  public <T> T bind(Lookup lookup, Class<T> type) {
    return load().bind(lookup, type);
  }

  /** As {@link #bind(Class, Object)}, with the user's rights. */
  public <T> T bind(Lookup lookup, Class<T> type, Object externs) {
    return load().bind(lookup, type, externs);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClassFiles files
        && classes.keySet().equals(files.classes.keySet())
        && classes.keySet().stream()
            .allMatch(name -> Arrays.equals(classes.get(name), files.classes.get(name)));
  }

  @Override
  public int hashCode() {
    return classes.keySet().hashCode();
  }

  @Override
  public String toString() {
    return classes.size() + " classes of " + mainClass();
  }
}
