/**
 * Which trial may begin on this machine, and when: what trials need, what the machine has, what
 * other runs have taken, and what was seen of earlier trials.
 *
 * <p>It knows no trial and no sandbox, only names and numbers. Start with {@link
 * ale.runner.admission.Doorkeeper}.
 */
@NullMarked
package ale.runner.admission;

import org.jspecify.annotations.NullMarked;
