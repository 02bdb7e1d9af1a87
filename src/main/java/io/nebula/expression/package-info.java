/**
 * The expression language: SQL-style, typed, with three-valued nulls, computed on columns.
 *
 * <p>Start with {@link io.nebula.expression.Expression}. Text becomes {@code Syntax} ({@code Parser}), is checked
 * against a schema into a {@code Plan} ({@code Checker}), and runs as a list of {@code Step}s, one call each per batch.
 * What there is to call stands in {@link io.nebula.expression.Functions}. An error is data: a step marks the rows whose
 * value cannot be made, and only the rows still marked at the end are refused. No reflection, no configuration, no
 * threads.
 */
package io.nebula.expression;
