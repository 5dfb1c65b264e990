package io.tiercel.serialize;

import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The {@link java.io.Serializable} classes of the JDK that Fory writes but does not bring back as they were: an error is
 * better than another value. Java serialization knows them.
 */
final class UnfaithfulTypes {

    private UnfaithfulTypes() {}

    /** Returns whether no object of this class comes back as it was. */
    static boolean isUnfaithful(Class<?> type) {
        return isAnUnnamedTimeZone(type)
                || type == ArrayBlockingQueue.class // fails when it is read, if it is not nearly full
                || (Random.class.isAssignableFrom(type)
                        && type != ThreadLocalRandom.class); // writes fields that it does not have
    }

    /** Of a time zone the name is written alone, which tells all of the zones that the JDK knows. */
    private static boolean isAnUnnamedTimeZone(Class<?> type) {
        return TimeZone.class.isAssignableFrom(type) && !type.getName().equals("sun.util.calendar.ZoneInfo");
    }
}
