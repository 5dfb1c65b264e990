/**
 * Events from Hibernate: what a transaction changed is published once it has committed. Start reading at
 * {@link io.tiercel.hibernate.TiercelIntegrator}.
 */
@NullMarked
package io.tiercel.hibernate;

import org.jspecify.annotations.NullMarked;
