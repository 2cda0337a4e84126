package dev.luminar.emit.bytecode;

import static java.util.Objects.requireNonNull;

import dev.luminar.host.HostExterns;
import dev.luminar.host.HostInterface;
import java.lang.invoke.MethodHandles.Lookup;

/**
 * A program whose classes are loaded into this JVM.
 *
 * <p>An interface that it is bound to has methods with the names, parameters and results of
 * functions, and at their end perhaps a {@code List<ErrorRecord>}; package dev.luminar.host says
 * which Java types stand for which. Arrays, and byte buffers over arrays of the right type, are
 * used in place; other memory is copied in before a call and out after it.
 */
public final class LoadedProgram {
  private final ClassFiles files;
  private final Loader loader;

  /** The classes of one program; everything else comes from the loader of this library. */
  private static final class Loader extends ClassLoader {
    private final ClassFiles files;

    Loader(ClassFiles files) {
      super("luminar-" + files.mainClass(), LoadedProgram.class.getClassLoader());
      this.files = files;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = files.bytes(name.replace('.', '/'));
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  LoadedProgram(ClassFiles files) {
    int level = files.origin().options().level();
    if (level > Runtime.version().feature()) {
      throw new IllegalStateException(
          "the classes need Java " + level + ", but this is Java " + Runtime.version().feature());
    }
    this.files = files;
    this.loader = new Loader(files);
  }

  /** Returns the program's class. */
  public Class<?> mainClass() {
    return load(files.mainClass());
  }

  Class<?> load(String name) {
    try {
      return Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the class " + name + " is not there", e);
    }
  }

  /**
   * Returns an object that implements the user's interface.
   *
   * @throws IllegalArgumentException if interface and program do not fit, or the program has
   *     externs
   */
  public <T> T bind(Lookup lookup, Class<T> type) {
    var externs = files.origin().program().externs();
    if (externs.notEmpty()) {
      throw new IllegalArgumentException(
          "the program "
              + files.origin().program().name()
              + " needs an object that implements its externs: "
              + externs.makeString(", "));
    }
    return implement(HostInterface.of(lookup, type, files.origin().program()), null);
  }

  /**
   * Returns an object that implements the user's interface and calls the externs of another object.
   *
   * @param externs an object with a public method for each extern of the program
   * @throws IllegalArgumentException if interface, externs and program do not fit
   */
  public <T> T bind(Lookup lookup, Class<T> type, Object externs) {
    requireNonNull(externs, "externs");
    HostInterface<T> checked = HostInterface.of(lookup, type, files.origin().program());
    HostExterns methods = HostExterns.of(lookup, externs, files.origin().program());
    return implement(checked, methods);
  }

  private <T> T implement(HostInterface<T> type, HostExterns externs) {
    EntryCalls calls = new EntryCalls(this, files.origin(), externs);
    return type.implement(files.mainClass(), calls);
  }
}
