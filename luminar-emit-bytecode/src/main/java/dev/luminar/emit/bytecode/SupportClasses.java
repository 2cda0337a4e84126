package dev.luminar.emit.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Copies the support classes that a program needs into its artefact, under the program's name, so
 * that the artefact runs with an empty class path.
 */
final class SupportClasses {
  private static final String PACKAGE = "dev/luminar/emit/bytecode/support/";

  /** Emitted for each program, never copied. */
  private static final String SITES = "Sites";

  private final ProgramLayout layout;
  private final int version;

  SupportClasses(ProgramLayout layout, int version) {
    this.layout = layout;
    this.version = version;
  }

  /** Adds the classes that emitted code names, and those that they name in turn. */
  void copy(SortedMap<String, byte[]> classes) {
    TreeSet<String> seen = new TreeSet<>(layout.usedSupport());
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      String name = open.remove();
      if (name.equals(SITES)) {
        continue;
      }
      ClassWriter writer = new ClassWriter(0);
      read(name).accept(remapper(writer, seen, open), 0);
      classes.put(layout.main() + "$" + name, writer.toByteArray());
    }
    if (seen.contains(SITES)) {
      SitesWriter sites = new SitesWriter(layout);
      classes.put(sites.name(), sites.write(version));
    }
  }

  private ClassVisitor remapper(ClassWriter writer, TreeSet<String> seen, Deque<String> open) {
    Remapper names =
        new Remapper(Opcodes.ASM9) {
          @Override
          public String map(String name) {
            if (!name.startsWith(PACKAGE)) {
              return name;
            }
            String simple = name.substring(PACKAGE.length());
            if (seen.add(simple)) {
              open.add(simple);
            }
            return layout.main() + "$" + simple;
          }
        };
    ClassVisitor versioned =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int v,
              int access,
              String name,
              String signature,
              String parent,
              String[] interfaces) {
            super.visit(version, access, name, signature, parent, interfaces);
          }
        };
    return new ClassRemapper(versioned, names);
  }

  private static ClassReader read(String name) {
    try (InputStream in = SupportClasses.class.getResourceAsStream("support/" + name + ".class")) {
      if (in == null) {
        throw new IllegalStateException("the emitter's jar lacks its support class " + name);
      }
      return new ClassReader(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
