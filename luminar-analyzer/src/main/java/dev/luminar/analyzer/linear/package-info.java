/**
 * Systems of linear constraints over integers: whether they have a solution, and what they say
 * about some of their variables; and intervals. Nothing here knows programs.
 */
@NullMarked
package dev.luminar.analyzer.linear;

import org.jspecify.annotations.NullMarked;
