package ale.store;

/**
 * One agent on one task, its repetitions summed up.
 *
 * @param agent name
 * @param task name
 * @param family "" if the task belongs to none
 * @param cluster "" if it is not known
 * @param trials all of them
 * @param passed full passes
 * @param unscored ended by a fault that is not the agent's
 * @param invalid the agent broke the rules
 * @param sum of the scores
 * @param squares sum of their squares
 */
public record TrialCell(
    String agent,
    String task,
    String family,
    String cluster,
    int trials,
    int passed,
    int unscored,
    int invalid,
    double sum,
    double squares) {}
