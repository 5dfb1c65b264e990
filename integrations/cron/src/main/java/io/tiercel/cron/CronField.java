package io.tiercel.cron;

import com.cronutils.model.Cron;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.And;
import com.cronutils.model.field.expression.Between;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.value.FieldValue;
import java.util.BitSet;

/**
 * The numbers that one field of a cron expression names. Immutable.
 *
 * @param name which field it is
 * @param numbers the numbers; Sunday is 0
 * @param isAny whether it leaves all open: {@code *}, or each of those
 */
record CronField(CronFieldName name, BitSet numbers, boolean isAny) {

    private static final int SUNDAY_AGAIN = 7;

    /** Reads a field of a valid expression. */
    static CronField of(Cron cron, CronFieldName name) {
        FieldExpression expression = cron.retrieve(name).getExpression();
        BitSet numbers = new BitSet();
        add(numbers, name, expression);
        if (name == CronFieldName.DAY_OF_WEEK && numbers.get(SUNDAY_AGAIN)) {
            numbers.clear(SUNDAY_AGAIN);
            numbers.set(0);
        }
        boolean isAny = expression instanceof Always
                || (expression instanceof Every every && every.getExpression() instanceof Always && period(every) == 1);
        return new CronField(name, numbers, isAny);
    }

    boolean has(int number) {
        return numbers.get(number);
    }

    /** Returns whether it names all that there are. */
    boolean isFull() {
        return numbers.cardinality() == last(name) - first(name) + 1;
    }

    private static void add(BitSet numbers, CronFieldName name, FieldExpression expression) {
        if (expression instanceof And list) {
            list.getExpressions().forEach(item -> add(numbers, name, item));
        } else if (expression instanceof Every every) {
            addSteps(numbers, name, every.getExpression(), period(every));
        } else if (expression instanceof On on) {
            numbers.set(on.getTime().getValue());
        } else {
            addSteps(numbers, name, expression, 1);
        }
    }

    /** Adds every so many of a range. One that begins and does not end goes on to the last number. */
    private static void addSteps(BitSet numbers, CronFieldName name, FieldExpression range, int step) {
        int from = first(name);
        int to = last(name);
        if (range instanceof Between between) {
            from = number(between.getFrom());
            to = number(between.getTo());
        } else if (range instanceof On on) {
            from = on.getTime().getValue();
        } else if (!(range instanceof Always)) {
            throw new IllegalArgumentException("'" + range.asString() + "' is not known here");
        }
        for (int i = from; i <= to; i += step) {
            numbers.set(i);
        }
    }

    private static int period(Every every) {
        return every.getPeriod().getValue();
    }

    private static int number(FieldValue<?> value) {
        return (Integer) value.getValue();
    }

    private static int first(CronFieldName name) {
        return name == CronFieldName.DAY_OF_MONTH || name == CronFieldName.MONTH ? 1 : 0;
    }

    private static int last(CronFieldName name) {
        return switch (name) {
            case MINUTE -> 59;
            case HOUR -> 23;
            case DAY_OF_MONTH -> 31;
            case MONTH -> 12;
            case DAY_OF_WEEK -> 6;
            default -> throw new IllegalArgumentException("name=" + name);
        };
    }
}
