package dev.luminar.emit.bytecode.support;

/** A reduction of a region: the partials of its threads or blocks, and how they combine. */
final class Reduction {
  private final char operator;
  private final char type;
  final boolean isShaped;
  final long identity;
  long result;

  /** One for each block of the shape; threads write different ones, and the join publishes them. */
  private long[] values;

  /** The same for structs. */
  private Object[] objects;

  Object objectResult;
  private boolean[] isPresent;

  Reduction(char operator, char type, boolean isShaped, long identity, Object objectIdentity) {
    this.operator = operator;
    this.type = type;
    this.isShaped = isShaped;
    this.identity = identity;
    this.result = identity;
    this.objectResult = objectIdentity;
  }

  void open(int blocks) {
    if (isShaped) {
      if (type == 'l') {
        objects = new Object[blocks];
      } else {
        values = new long[blocks];
      }
      isPresent = new boolean[blocks];
    }
  }

  void put(int block, long bits) {
    values[block] = bits;
    isPresent[block] = true;
  }

  void put(int block, Object value) {
    objects[block] = value;
    isPresent[block] = true;
  }

  void end(Part[] parts, int number) {
    if (!isShaped) {
      for (Part part : parts) {
        result = combine(result, part.partials[number]);
      }
      return;
    }
    for (int step = 1; step < isPresent.length; step *= 2) {
      for (int i = 0; i + step < isPresent.length; i += 2 * step) {
        if (isPresent[i + step]) {
          takeIn(parts[0], number, i, i + step);
          isPresent[i] = true;
        }
      }
    }
    if (!isPresent[0]) {
      return;
    }
    if (type == 'l') {
      objectResult = objects[0];
    } else {
      result = values[0];
    }
  }

  private void takeIn(Part part, int number, int left, int right) {
    if (type != 'l') {
      long value = values[right];
      values[left] = isPresent[left] ? combined(part, number, values[left], value) : value;
    } else if (isPresent[left]) {
      objects[left] = part.combine(part.region.id, number, objects[left], objects[right]);
    } else {
      objects[left] = objects[right];
    }
  }

  private long combined(Part part, int number, long left, long right) {
    return operator == 'u'
        ? part.combine(part.region.id, number, left, right)
        : combine(left, right);
  }

  /**
   * Combines two values given as raw bits; types are i, j, f, d as in descriptors, and z for bool.
   */
  private long combine(long left, long right) {
    switch (type) {
      case 'd':
        double d = ofF64(Double.longBitsToDouble(left), Double.longBitsToDouble(right));
        return Double.doubleToRawLongBits(d);
      case 'f':
        float f = ofF32(Float.intBitsToFloat((int) left), Float.intBitsToFloat((int) right));
        return Float.floatToRawIntBits(f);
      case 'i':
        return (int) ofI64((int) left, (int) right);
      default:
        return ofI64(left, right);
    }
  }

  private double ofF64(double left, double right) {
    switch (operator) {
      case '+':
        return left + right;
      case '*':
        return left * right;
      case '<':
        return Math.min(left, right);
      default:
        return Math.max(left, right);
    }
  }

  private float ofF32(float left, float right) {
    switch (operator) {
      case '+':
        return left + right;
      case '*':
        return left * right;
      case '<':
        return Math.min(left, right);
      default:
        return Math.max(left, right);
    }
  }

  private long ofI64(long left, long right) {
    switch (operator) {
      case '+':
        return left + right;
      case '*':
        return left * right;
      case '<':
        return Math.min(left, right);
      case '>':
        return Math.max(left, right);
      case '&':
        return left & right;
      case '|':
        return left | right;
      default:
        return left ^ right;
    }
  }
}
