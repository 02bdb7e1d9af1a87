package io.nebula.operator;

/**
 * A morsel of elements, in the order in which they came.
 *
 * @param items the elements, from the beginning of the array
 * @param count how many
 * @param weight against the budget
 * @param lanes where they come from, to be told when they are done; null without keys
 */
record Elements(Object[] items, int count, long weight, Lane[] lanes) {}
