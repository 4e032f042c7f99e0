/**
 * What becomes of runs on disk: finished trials as archives, the shelf of all runs, and their
 * removal.
 *
 * <p>Start with {@link ale.runner.retention.RunShelf} and {@link
 * ale.runner.retention.TrialArchive}.
 */
@NullMarked
package ale.runner.retention;

import org.jspecify.annotations.NullMarked;
