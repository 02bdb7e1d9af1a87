/**
 * The operator for elements of any type in somebody's own stream: {@link io.nebula.operator.ElementProcessor} describes it,
 * {@link io.nebula.operator.ProcessorControl} is one at work.
 *
 * <pre>
 *   elements ──► BalanceStage with an ElementIntake or KeyedIntake ──► Unpack ──► results      all in the caller's island
 *                     │       ▲
 *            Elements │       │ Results
 *                     ▼       │
 *                  Worker runs an ElementKernel
 * </pre>
 */
package io.nebula.operator;
