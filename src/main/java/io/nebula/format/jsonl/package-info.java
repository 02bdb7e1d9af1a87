/** JSON Lines: one object per line, by RFC 8259. */
package io.nebula.format.jsonl;
