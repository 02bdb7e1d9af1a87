/**
 * What is done to records: {@link io.nebula.transform.Transform}, one class per built-in, and the provider through
 * which configuration finds them.
 *
 * <p>A {@link io.nebula.transform.TransformSpec} is the description; {@link io.nebula.transform.TransformSpec#bind}
 * checks it against a schema; each worker then makes its own {@link io.nebula.transform.Transform}. {@link
 * io.nebula.transform.RowTransform} and {@link io.nebula.transform.RowFilter} take lambdas over one record at a time.
 * No Pekko, no HOCON, no logging.
 */
package io.nebula.transform;
