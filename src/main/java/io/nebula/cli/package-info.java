/**
 * The command line: {@link io.nebula.cli.Main} and one class per verb. Data goes to standard output, everything said to a
 * person to standard error. Nobody imports this package.
 */
package io.nebula.cli;
