package io.nebula.operator;

/**
 * An element for which the function failed.
 *
 * @param element as it came in
 * @param cause what the function threw
 */
public record FailedElement<I>(I element, Throwable cause) {}
