/**
 * Other people's formats, in and out: trajectories of ATIF 1.0 to 1.7 and of ALE-v1.0, Harbor jobs,
 * Inspect's logs, runs of ale_run, tables of trials. What a format cannot carry is a {@link
 * ale.interop.Loss}.
 *
 * <p>It opens no sandbox and knows no runner: a run comes in as a {@link ale.interop.Run}. Whatever
 * is read was perhaps written by an agent.
 */
@NullMarked
package ale.interop;

import org.jspecify.annotations.NullMarked;
