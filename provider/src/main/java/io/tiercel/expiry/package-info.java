/**
 * From a JSR-107 expiry policy to deadlines. Start reading at {@link io.tiercel.expiry.Expiry}.
 */
@NullMarked
package io.tiercel.expiry;

import org.jspecify.annotations.NullMarked;
