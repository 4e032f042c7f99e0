/**
 * The index of outcomes: what run folders and imported files say, in a database that can be made
 * again from them at any time.
 */
@NullMarked
package ale.store;

import org.jspecify.annotations.NullMarked;
