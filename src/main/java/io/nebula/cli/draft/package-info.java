/** The pipeline that {@code nebula init} writes: what the data looks like, and what could be done with it. */
package io.nebula.cli.draft;
