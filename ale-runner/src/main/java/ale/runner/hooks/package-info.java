/**
 * Hooks of other people's tasks: programs that drive a computer from beside it. They run in a room
 * of their own without a network and reach the computer by asking for it, so that nothing which an
 * agent left there can reach them. Entry: {@link ale.runner.hooks.HookRoom}.
 */
@NullMarked
package ale.runner.hooks;

import org.jspecify.annotations.NullMarked;
