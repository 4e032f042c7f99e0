/**
 * Shows that a run survives what happens to it: processes of it are killed, its disk fills up, its
 * clock jumps, and its outcomes are compared with those of a run that was left alone. It looks at
 * the run from outside, by its folder and by the processes of the machine. Entry: {@link
 * ale.runner.chaos.Chaos}.
 */
@NullMarked
package ale.runner.chaos;

import org.jspecify.annotations.NullMarked;
