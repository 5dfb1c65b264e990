/**
 * Keys as strings, as people and logs write them. Start reading at {@link io.tiercel.key.KeyParser}.
 */
@NullMarked
package io.tiercel.key;

import org.jspecify.annotations.NullMarked;
