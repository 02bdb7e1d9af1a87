/**
 * Where bytes come from and where they go: files, standard input and output, generated records, nowhere.
 *
 * <p>A spec ({@link io.nebula.connector.SourceSpec}, {@link io.nebula.connector.SinkSpec}) is the description; opening or
 * planning it looks at the outside world and reports what is wrong before any output is touched. A source only cuts morsels
 * and a sink only appends bytes: decoding, encoding and compression are the workers' work. Plain blocking Java, no Pekko;
 * the engine gives each a thread.
 */
package io.nebula.connector;
