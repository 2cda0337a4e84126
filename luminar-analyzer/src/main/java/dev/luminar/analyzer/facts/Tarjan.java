package dev.luminar.analyzer.facts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Strongly connected components of a graph, callees before callers.
 *
 * <p>R. Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1(2), 1972; with a
 * stack of its own instead of recursion, since a chain of calls may be as long as the program.
 */
final class Tarjan {
  private static final int UNSEEN = -1;

  private final int[][] edges;
  private final int[] order;
  private final int[] low;
  private final boolean[] onStack;
  private final List<int[]> components = new ArrayList<>();
  private int[] stack = new int[16];
  private int stackSize;
  private int next;

  private Tarjan(int[][] edges) {
    this.edges = edges;
    order = new int[edges.length];
    Arrays.fill(order, UNSEEN);
    low = new int[edges.length];
    onStack = new boolean[edges.length];
  }

  /**
   * The components of the graph whose node k has edges to the nodes {@code edges[k]}; each
   * component comes after all that it can reach.
   */
  static List<int[]> components(int[][] edges) {
    var search = new Tarjan(edges);
    for (int node = 0; node < edges.length; node++) {
      if (search.order[node] == UNSEEN) {
        search.visit(node);
      }
    }
    return search.components;
  }

  private void visit(int root) {
    var path = new int[16];
    var position = new int[16];
    int depth = 0;
    path[0] = root;
    position[0] = 0;
    enter(root);
    while (depth >= 0) {
      int node = path[depth];
      if (position[depth] < edges[node].length) {
        int target = edges[node][position[depth]++];
        if (order[target] == UNSEEN) {
          depth++;
          if (depth == path.length) {
            path = Arrays.copyOf(path, depth * 2);
            position = Arrays.copyOf(position, depth * 2);
          }
          path[depth] = target;
          position[depth] = 0;
          enter(target);
        } else if (onStack[target]) {
          low[node] = Math.min(low[node], order[target]);
        }
      } else {
        leave(node);
        depth--;
        if (depth >= 0) {
          low[path[depth]] = Math.min(low[path[depth]], low[node]);
        }
      }
    }
  }

  private void enter(int node) {
    order[node] = next;
    low[node] = next++;
    if (stackSize == stack.length) {
      stack = Arrays.copyOf(stack, stackSize * 2);
    }
    stack[stackSize++] = node;
    onStack[node] = true;
  }

  private void leave(int node) {
    if (low[node] != order[node]) {
      return;
    }
    int from = stackSize;
    do {
      from--;
      onStack[stack[from]] = false;
    } while (stack[from] != node);
    components.add(Arrays.copyOfRange(stack, from, stackSize));
    stackSize = from;
  }
}
