/**
 * A few records at a time: run through the real engine in memory, read back, and shown to a person. No verbs here.
 */
package io.nebula.cli.records;
