package dev.luminar.model.text;

import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/** The structs and functions of a text, known before the bodies are read. */
final class Declarations {
  record Signature(ImmutableList<Type> parameters, Optional<Type> result) {
    @Nullable Type parameter(int index) {
      return index < parameters.size() ? parameters.get(index) : null;
    }
  }

  private final Map<String, StructType> structs = new HashMap<>();
  private final Map<String, Signature> signatures = new HashMap<>();
  private final Set<String> broken = new HashSet<>();

  void add(StructType struct) {
    structs.putIfAbsent(struct.name(), struct);
  }

  void add(String function, Signature signature) {
    signatures.putIfAbsent(function, signature);
  }

  /** Notes a declaration with an error: using it is not another one. */
  void addBroken(String name) {
    broken.add(name);
  }

  boolean isBroken(String name) {
    return broken.contains(name);
  }

  @Nullable StructType struct(String name) {
    return structs.get(name);
  }

  @Nullable Signature signature(String name) {
    return signatures.get(name);
  }
}
