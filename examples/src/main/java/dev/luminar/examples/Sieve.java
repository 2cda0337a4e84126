package dev.luminar.examples;

import java.lang.invoke.MethodHandles;
import java.util.List;

/** The nth prime by a chain of channels, one filter per prime. */
final class Sieve implements Example {

  private static final long PRIMES_MAX = 20_000;

  /** The functions of sieve.lum. */
  interface Functions {
    /** Gives the nth prime; the first is 2. */
    long nth_prime(long n);
  }

  @Override
  public String usage() {
    return "sieve N: the Nth prime, found by a chain of N tasks";
  }

  @Override
  public List<String> run(Target target, List<String> args) {
    long n = new Arguments("sieve N", args, 1).number(0, "N", 1, PRIMES_MAX);
    try (var program =
        CompiledProgram.of("sieve", target, MethodHandles.lookup(), Functions.class)) {
      return List.of("prime " + program.functions().nth_prime(n));
    }
  }
}
