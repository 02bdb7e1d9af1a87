package io.nebula.expression;

/** Why a row has no value; made only for rows that are refused. */
record RowError(String code, String message) {}
