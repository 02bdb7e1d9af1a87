/**
 * Whether a proof would notice a mistake: {@link io.nebula.mutation.PlantedFault} puts one into a source file of ours,
 * {@link io.nebula.mutation.MutatedClasses} compiles that, and {@link io.nebula.mutation.Proof} runs tests against it in a
 * {@link io.nebula.mutation.ChildJvm}. Knows nothing of what is proved.
 */
package io.nebula.mutation;
