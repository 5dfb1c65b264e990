/** Reads cron expressions with cron-utils. Start reading at {@link io.tiercel.cron.CronUtilsSyntax}. */
@NullMarked
package io.tiercel.cron;

import org.jspecify.annotations.NullMarked;
