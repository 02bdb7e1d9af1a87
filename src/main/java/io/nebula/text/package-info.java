/**
 * Values as text: numbers, booleans, dates and timestamps, exact both ways, on {@code byte[]} and without allocation.
 *
 * <p>Parsers say "invalid" by a value, writers return the position after the last byte. This package knows only the JDK.
 */
package io.nebula.text;
