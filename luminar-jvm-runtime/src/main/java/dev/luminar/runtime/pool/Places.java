package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.ErrorRecord;

/** Names and places in messages, and the records that a runtime makes itself. */
final class Places {
  private static final int NO_SITE = -1;

  private Places() {}

  /** {@code kind 'name' (file:line)}, without the place where it is not known. */
  static String named(String kind, String name, String place) {
    return kind + " '" + name + "'" + (place.isEmpty() ? "" : " (" + place + ")");
  }

  /** A record with an empty path, of no site of the program, at {@code place}. */
  static ErrorRecord record(String type, String message, String place, Object userData) {
    int colon = place.lastIndexOf(':');
    int line = colon < 0 ? 0 : parseLine(place.substring(colon + 1));
    String file = line == 0 ? place : place.substring(0, colon);
    return new ErrorRecord(NO_SITE, type, message, file, line, 0, 0, 0, userData);
  }

  private static int parseLine(String digits) {
    try {
      return Math.max(0, Integer.parseInt(digits));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
