package dev.luminar.emit.bytecode.support;

/** Exact functions that the Java library has not, or not in this width. */
final class Numbers {
  private Numbers() {}

  static double trunc(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  static float trunc(float x) {
    return (float) trunc((double) x);
  }

  /** The sign of a NaN counts as positive, since NaN is one value. */
  static double copySign(double magnitude, double sign) {
    return StrictMath.copySign(magnitude, sign);
  }

  static float copySign(float magnitude, float sign) {
    return StrictMath.copySign(magnitude, sign);
  }

  /** The number of values of a range; -1 when there are more than 2^63-1. The step is not zero. */
  static long trips(long from, long to, long step, boolean inclusive) {
    boolean isUp = step > 0;
    if (from == to) {
      return inclusive ? 1 : 0;
    }
    if (isUp != from < to) {
      return 0;
    }
    long distance = isUp ? to - from : from - to; // unsigned
    long full = Long.divideUnsigned(inclusive ? distance : distance - 1, isUp ? step : -step);
    return full < 0 || full == Long.MAX_VALUE ? -1 : full + 1;
  }

  /**
   * How many rounds the next strip of a counted loop makes: at most 2^30, a multiple of every
   * number of lanes.
   */
  static int strip(long from, long to) {
    long distance = to - from; // unsigned
    return distance < 0 || distance > 1 << 30 ? 1 << 30 : (int) distance;
  }
}
