/** Tests of events and their rules. */
@NullMarked
package io.tiercel.rule;

import org.jspecify.annotations.NullMarked;
