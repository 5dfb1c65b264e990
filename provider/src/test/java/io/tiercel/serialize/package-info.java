/** Tests of how keys and values are held. Start reading at {@link io.tiercel.serialize.ValueStorageTest}. */
@NullMarked
package io.tiercel.serialize;

import org.jspecify.annotations.NullMarked;
