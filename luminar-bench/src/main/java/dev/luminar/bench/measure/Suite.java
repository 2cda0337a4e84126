package dev.luminar.bench.measure;

import java.io.IOException;
import java.util.List;

/** Cases that are measured together. */
public interface Suite {
  /** Returns the name that the user gives. */
  String name();

  /** Returns what is measured, in one line. */
  String summary();

  /**
   * Measures. Facts about compilers, flags and sources go to stderr.
   *
   * @throws MissingPeerException if a peer is not installed and the settings do not skip it
   * @throws IOException if a temporary file cannot be written or read
   */
  List<Row> run(Settings settings) throws IOException;
}
