/** The tests of operations that meet. Start reading at {@link io.tiercel.engine.TestEngine}. */
@NullMarked
package io.tiercel.engine;

import org.jspecify.annotations.NullMarked;
