/**
 * Whether a proof would notice a mistake: a {@link io.nebula.mutation.PlantedFault} puts one into a source file of ours,
 * {@link io.nebula.mutation.MutatedClasses} compiles that, and {@link io.nebula.mutation.Trials} run proofs against it in a
 * {@link io.nebula.mutation.ChildJvm}. Knows nothing of what is proved.
 */
package io.nebula.mutation;
