/**
 * Values as text: numbers, booleans, dates and timestamps, exact both ways, on {@code byte[]} and without allocation;
 * times by pattern; UTF-8.
 *
 * <p>Parsers look only at the bytes they are given and say "invalid" by a value, writers return the position after the
 * last byte. This package knows the JDK and, for the rarest of doubles, fastdoubleparser.
 */
package io.nebula.text;
