package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.collections.api.list.ImmutableList;

/** What a function does, directly and through the functions that it calls. */
public final class FunctionFacts {
  private final String name;
  private final int index;
  private final ImmutableList<String> callees;
  private final EffectsOfFunction effects;
  private final boolean isRecursive;
  private final boolean callsItself;
  private final int component;

  FunctionFacts(
      String name,
      int index,
      ImmutableList<String> callees,
      EffectsOfFunction effects,
      boolean isRecursive,
      boolean callsItself,
      int component) {
    this.name = name;
    this.index = index;
    this.callees = callees;
    this.effects = effects;
    this.isRecursive = isRecursive;
    this.callsItself = callsItself;
    this.component = component;
  }

  /** Returns the function's name. */
  public String name() {
    return name;
  }

  /** Returns its position in the program. */
  public int index() {
    return index;
  }

  /** Returns the functions that it calls directly, each once, in the order of their first calls. */
  public ImmutableList<String> callees() {
    return callees;
  }

  /** Says whether a call may do this. */
  public boolean has(Effect effect) {
    requireNonNull(effect, "effect");
    return (effects.bits() & effect.bit()) != 0;
  }

  /** Returns everything that a call may do. */
  public Set<Effect> effects() {
    var found = EnumSet.noneOf(Effect.class);
    for (Effect effect : Effect.values()) {
      if (has(effect)) {
        found.add(effect);
      }
    }
    return found;
  }

  /** Says whether it may be called in an expression: it has no effect, though it may fail. */
  public boolean isPure() {
    return effects().stream().allMatch(Effect::isPure);
  }

  /** Returns the places in the function, of calls too, where its effects come from. */
  public Optional<Span> placeOf(Effect effect) {
    requireNonNull(effect, "effect");
    return Optional.ofNullable(effects.places().get(effect));
  }

  /** Says whether it does this with the parameter at a position. */
  public boolean uses(int parameter, ParameterUse use) {
    requireNonNull(use, "use");
    return parameter < effects.parameters().length
        && (effects.parameters()[parameter] & use.bit()) != 0;
  }

  /** Says whether it can call itself, or spawn itself, directly or through others. */
  public boolean isRecursive() {
    return isRecursive;
  }

  /** Says whether it can call itself without a spawned task between. */
  public boolean callsItself() {
    return callsItself;
  }

  /** Returns a number that it shares with exactly the functions it is mutually recursive with. */
  public int component() {
    return component;
  }

  /** What is known while effects are collected: bits of {@link Effect} and {@link ParameterUse}. */
  record EffectsOfFunction(int bits, Map<Effect, Span> places, int[] parameters) {
    static EffectsOfFunction none(int parameters) {
      return new EffectsOfFunction(0, new EnumMap<>(Effect.class), new int[parameters]);
    }
  }
}
