/**
 * When things are done again and again, and the thread that does them. Start reading at {@link
 * io.tiercel.schedule.Schedule}.
 */
@NullMarked
package io.tiercel.schedule;

import org.jspecify.annotations.NullMarked;
