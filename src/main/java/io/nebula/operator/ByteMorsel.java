package io.nebula.operator;

import io.nebula.engine.ByteWork;
import io.nebula.format.Morsel;

/** A morsel and what is to be done with it. @param number its place among the morsels of the stream, from 0 */
record ByteMorsel(long number, Morsel morsel, ByteWork work) {}
