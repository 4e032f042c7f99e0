package ale.agents;

import ale.gateway.Budget;
import java.net.URI;
import java.util.function.Supplier;

/**
 * The door to models that one trial has: the gateway, metered and capped.
 *
 * @param outside where a harness in the controller finds it
 * @param inside where a harness in the sandbox finds it
 * @param token stands in place of a key
 * @param budget what is left
 */
public record ModelAccess(URI outside, URI inside, String token, Supplier<Budget> budget) {}
