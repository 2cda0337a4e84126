package dev.luminar.bench.compile;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * The program of a child JVM: compiles one large program within the heap that the JVM was given and
 * prints the most bytes of it that were in use after a collection. Phases end with a full
 * collection while their results are held, so the figure covers what a user holds at each.
 */
public final class HeapProbe {
  private final AtomicLong peak = new AtomicLong();

  private HeapProbe() {}

  /** Arguments: target, functions, seed. */
  public static void main(String[] args) {
    HeapProbe probe = new HeapProbe();
    probe.watch();
    Compilation compilation = Compilation.valueOf(args[0]);
    List<Object> held = new ArrayList<>();
    String text = new ProgramText(Long.parseLong(args[2])).program(0, Integer.parseInt(args[1]));
    held.add(text);
    var plan = Compilation.plan(text);
    held.add(plan);
    probe.collect();
    held.add(compilation.emit(plan));
    probe.collect();
    if (held.size() != 3) {
      throw new IllegalStateException("the results were not held");
    }
    System.out.println(probe.peak.get());
  }

  private void collect() {
    System.gc();
    peak.accumulateAndGet(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), Math::max);
  }

  /** Collections between the phases count too: inside a phase more may be held than at its end. */
  private void watch() {
    List<String> heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .toList();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener(
              (notification, handback) ->
                  see(
                      GarbageCollectionNotificationInfo.from(
                          (CompositeData) notification.getUserData()),
                      heap),
              null,
              null);
    }
  }

  private void see(GarbageCollectionNotificationInfo end, List<String> heap) {
    if (end.getGcAction().equals("end of concurrent GC pause")) {
      return; // G1 looks around in it, and has collected nothing yet
    }
    long used =
        end.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
            .filter(pool -> heap.contains(pool.getKey()))
            .map(Map.Entry::getValue)
            .mapToLong(MemoryUsage::getUsed)
            .sum();
    peak.accumulateAndGet(used, Math::max);
  }
}
