/**
 * Events from a PostgreSQL database: triggers send them, {@code LISTEN} hears of them. Start reading at
 * {@link io.tiercel.postgresql.PostgresSource}; what runs in the database is in {@code tiercel.sql} beside it.
 */
@NullMarked
package io.tiercel.postgresql;

import org.jspecify.annotations.NullMarked;
