package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.Stmt;

/**
 * The statements that every block has.
 *
 * @param <B> the class of the block itself, which is the class of the arms of its ifs
 * @param <L> the class of the bodies of its loops
 */
public sealed interface Statements<B extends OpenBlock, L extends OpenBlock>
    extends BindStatements,
        StoreStatements,
        AtomicStatements,
        BranchStatements<B>,
        RepeatStatements<L>,
        RaiseStatements,
        CallStatements
    permits FunctionBlock,
        FunctionLoop,
        ParallelBlock,
        ParallelLoop,
        ConcurrentBlock,
        ConcurrentLoop,
        TaskBlock,
        TaskLoop,
        StageBlock,
        StageLoop,
        CleanupBlock,
        CleanupLoop {
  /**
   * Adds a statement that was built as a node of the model. The names it declares must differ from
   * those around it: this builder does not know them.
   */
  default void append(Stmt statement) {
    requireNonNull(statement, "statement");
    OpenBlock b = (OpenBlock) this;
    b.enter();
    b.add(statement);
  }
}
