/**
 * The generalist: a computer-use agent of ours that works from outside the sandbox, in its shell
 * and on its screen, and corrects itself.
 *
 * <p>It is a package of its own because nobody else should see its parts. Start with {@link
 * ale.agents.generalist.Generalist}.
 */
@NullMarked
package ale.agents.generalist;

import org.jspecify.annotations.NullMarked;
