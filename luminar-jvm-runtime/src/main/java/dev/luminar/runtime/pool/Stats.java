package dev.luminar.runtime.pool;

import java.util.concurrent.atomic.LongAdder;

/** What a runtime counts. */
final class Stats {
  final LongAdder callsAlive = new LongAdder();
  final LongAdder tasksStarted = new LongAdder();
  final LongAdder tasksFinished = new LongAdder();
  final LongAdder tasksFailed = new LongAdder();
  final LongAdder framesAlive = new LongAdder();
  final LongAdder groupsAlive = new LongAdder();
  final LongAdder channelsAlive = new LongAdder();
  final LongAdder channelsCreated = new LongAdder();
  final LongAdder runTasksAlive = new LongAdder();
  final LongAdder steps = new LongAdder();
  final LongAdder deadlocks = new LongAdder();
  final LongAdder operationsAlive = new LongAdder();
}
