/** Tests of the PostgreSQL source, against a server that they start. */
@NullMarked
package io.tiercel.postgresql;

import org.jspecify.annotations.NullMarked;
