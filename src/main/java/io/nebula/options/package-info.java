/**
 * What a component is told in configuration, as plain data: {@link io.nebula.options.Options} reads it, {@link
 * io.nebula.options.Problem} says what is wrong with it and where.
 *
 * <p>Components read their options from here and so need not know HOCON. This package knows only the JDK.
 */
package io.nebula.options;
