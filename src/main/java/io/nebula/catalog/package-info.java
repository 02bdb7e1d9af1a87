/**
 * Everything there is to write in a pipeline, and every code that a message can carry: the one table that
 * {@code nebula list}, {@code nebula explain}, {@code nebula schema}, completion and the reference page are made from.
 * It gathers what the parts say of themselves: providers their settings, the expression language its functions,
 * {@code reference.conf} its keys.
 */
package io.nebula.catalog;
