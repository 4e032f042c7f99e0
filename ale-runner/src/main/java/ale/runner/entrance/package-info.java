/**
 * The entrance check: whether an agent is a generalist computer-use agent, layer by layer, found
 * out by small jobs in real sandboxes.
 *
 * <p>It is a package of its own because runs know nothing of it. Start with {@link
 * ale.runner.entrance.EntranceCheck}.
 */
@NullMarked
package ale.runner.entrance;

import org.jspecify.annotations.NullMarked;
