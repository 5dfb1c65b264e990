/**
 * Checks on the runs of the JSR-107 TCK that this module's pom declares. Start with {@link io.tiercel.tck.TckCountTest};
 * the tests themselves come from {@code javax.cache:cache-tests}.
 */
@NullMarked
package io.tiercel.tck;

import org.jspecify.annotations.NullMarked;
