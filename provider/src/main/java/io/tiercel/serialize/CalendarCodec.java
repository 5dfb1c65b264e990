package io.tiercel.serialize;

import java.util.Calendar;
import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.serializer.Serializer;
import org.apache.fory.serializer.TimeSerializers.CalendarSerializer;

/** Writes calendars as Fory does, which writes the name of their time zone alone: refuses those that need more. */
final class CalendarCodec extends Serializer<Calendar> {

    private final CalendarSerializer fory;

    @SuppressWarnings("unchecked") // of a subclass of Calendar
    CalendarCodec(Config config, Class<?> type) {
        super(config, (Class<Calendar>) type);
        this.fory = new CalendarSerializer(config, (Class<Calendar>) type);
    }

    @Override
    public void write(WriteContext context, Calendar value) {
        Class<?> zone = value.getTimeZone().getClass();
        if (UnfaithfulTypes.isUnfaithful(zone)) {
            throw new RefusedTypeException(zone);
        }
        fory.write(context, value);
    }

    @Override
    public Calendar read(ReadContext context) {
        return fory.read(context);
    }
}
