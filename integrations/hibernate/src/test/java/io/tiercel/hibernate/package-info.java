/** Tests of events from Hibernate, on H2. */
@NullMarked
package io.tiercel.hibernate;

import org.jspecify.annotations.NullMarked;
