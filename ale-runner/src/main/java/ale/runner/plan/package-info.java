/**
 * What comes before a run: the file in which a person asks for it, what it will probably take, and
 * whether it still is the run that was planned.
 *
 * <p>Nothing here opens a sandbox. Start with {@link ale.runner.plan.RunFile} and {@link
 * ale.runner.plan.Forecast}.
 */
@NullMarked
package ale.runner.plan;

import org.jspecify.annotations.NullMarked;
