package io.nebula.operator;

import io.nebula.engine.ByteWork;
import io.nebula.format.Origin;

/** What is known of an input of bytes once its head has been read. @param work what is to be done to its records */
record ByteInput(Origin origin, ByteWork work) {}
