/**
 * Filetests: one small text file per case, with a program and what should come of it.
 *
 * <pre>
 * // The values of a reduction take part once each, whatever the number of threads.
 * export fn sum(xs: i64[]) -&gt; i64 {
 *   parallel(i in 0..&lt;len(xs)) reduce(total: i64 = sum) { total &lt;- xs[i]; }
 *   return total;
 * }
 * --- run
 * sum([1, 2, 3]) = 6
 * --- decisions
 * sum#0 bare_metal
 * </pre>
 *
 * <p>{@link dev.luminar.testkit.filetest.Filetests} makes JUnit tests of a folder of them. {@code
 * docs/filetests.md} describes the format. With {@code -Dluminar.bless=true} expectations are
 * rewritten from what was found.
 */
@NullMarked
package dev.luminar.testkit.filetest;

import org.jspecify.annotations.NullMarked;
