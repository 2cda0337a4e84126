package dev.luminar.analyzer.race;

import org.jspecify.annotations.Nullable;

/**
 * Why two accesses are not known to be apart.
 *
 * @param first one of them
 * @param second the other one, which may be the same statement in another instance
 * @param witness two instances that collide, in words; null if none was found
 * @param problem what could not be shown, where there is no witness
 */
record Collision(
    SharedAccess first, SharedAccess second, @Nullable String witness, String problem) {}
