/**
 * The engine {@code slurm}: trials as elements of job arrays on a cluster.
 *
 * <p>It places trials and follows them; what a trial is, it does not know. Slurm is driven through
 * its programs. Start with {@link ale.engine.slurm.SlurmEngine}.
 */
@NullMarked
package ale.engine.slurm;

import org.jspecify.annotations.NullMarked;
