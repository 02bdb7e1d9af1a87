/**
 * Operators in somebody's own stream: {@link io.nebula.operator.ElementProcessor} describes one for elements of any type, {@link
 * io.nebula.operator.ByteProcessor} one for bytes that hold records; {@link io.nebula.operator.ProcessorControl} is one at
 * work. {@link io.nebula.operator.RecordStreams} leads from Java types to batches of records and back.
 *
 * <pre>
 *   elements ──► BalanceStage with an ElementIntake or KeyedIntake ──► Unpack ──► results      all in the caller's island
 *                     │       ▲
 *            Elements │       │ Results
 *                     ▼       │
 *                  Worker runs an ElementKernel
 * </pre>
 *
 * For bytes the intake is a ByteIntake, which cuts ByteMorsels; a worker runs a ByteKernel, and ByteResults makes Results of
 * its outcomes.
 */
package io.nebula.operator;
