package dev.luminar.testkit.filetest;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class FiletestCorpusTest {
  @TestFactory
  Stream<DynamicNode> corpus() {
    // A program would mean something else than docs/semantics.md says, or not the same on every
    // target.
    return Filetests.in(Path.of("src/test/filetests"));
  }
}
