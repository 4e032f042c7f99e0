package ale.agents.generalist;

import ale.gateway.Usage;

/**
 * What a model answered.
 *
 * @param reasoning what it let be seen of its thoughts; may be empty
 */
record Reply(Message.Assistant message, String reasoning, Usage usage) {}
