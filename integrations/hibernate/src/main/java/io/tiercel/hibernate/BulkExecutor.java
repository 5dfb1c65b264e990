package io.tiercel.hibernate;

import java.sql.PreparedStatement;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.sql.exec.spi.ExecutionContext;
import org.hibernate.sql.exec.spi.JdbcMutationExecutor;
import org.hibernate.sql.exec.spi.JdbcOperationQueryMutation;
import org.hibernate.sql.exec.spi.JdbcParameterBindings;

/**
 * Executes the statements of queries that change something, HQL, criteria and native SQL, and finds the entities of the
 * tables that they touch. Which rows have changed nobody knows, so it is told as {@code Book_updated}, {@code Book_changed}
 * and so on that may have been missed: the rules of those invalidate all that they can reach. Thread-safe.
 */
final class BulkExecutor implements JdbcMutationExecutor {

    private static final String CHANGED = "_changed";
    private static final String UPDATED = "_updated";
    private static final Set<String> ANY = Set.of("_created", UPDATED, "_removed", CHANGED);

    /** The first word after comments. */
    private static final Pattern VERB = Pattern.compile(
            "(?:\\s|/\\*.*?\\*/)*+(insert|update|delete)\\s", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** What makes an insert an update of a row that is there. */
    private static final Pattern UPSERT =
            Pattern.compile("\\bon\\s+(conflict|duplicate)\\b|\\bor\\s+replace\\b", Pattern.CASE_INSENSITIVE);

    private final JdbcMutationExecutor executor;

    /** @param executor executes */
    BulkExecutor(JdbcMutationExecutor executor) {
        this.executor = executor;
    }

    @Override
    public int execute(
            JdbcOperationQueryMutation statement,
            JdbcParameterBindings parameters,
            Function<String, PreparedStatement> creator,
            BiConsumer<Integer, PreparedStatement> checker,
            ExecutionContext context) {
        int rows = executor.execute(statement, parameters, creator, checker, context);
        SessionFactoryImplementor factory = context.getSession().getFactory();
        Set<String> kinds = kinds(statement);
        if ((rows != 0 || kinds == ANY) && TiercelIntegrator.publishes(factory)) {
            MissedEvents.of(factory)
                    .missed(context.getSession(), types(factory, statement.getAffectedTableNames(), kinds));
        }
        return rows;
    }

    /** Returns what a statement may have done. The number of rows says nothing for those that may have done anything. */
    private static Set<String> kinds(JdbcOperationQueryMutation statement) {
        String sql = statement.getSqlString();
        Matcher verb = VERB.matcher(sql);
        if (!verb.lookingAt()) {
            return ANY;
        }
        return switch (verb.group(1).toLowerCase(Locale.ROOT)) {
            case "insert" ->
                UPSERT.matcher(sql).find() ? Set.of("_created", UPDATED, CHANGED) : Set.of("_created", CHANGED);
            case "update" -> Set.of(UPDATED, CHANGED);
            default -> Set.of("_removed", CHANGED);
        };
    }

    /** Native SQL that does not say what it touches may touch everything. */
    private static Set<String> types(SessionFactoryImplementor factory, Set<String> tables, Set<String> kinds) {
        Set<String> types = new LinkedHashSet<>();
        factory.getMappingMetamodel().forEachEntityDescriptor(entity -> {
            if (tables.isEmpty() || isOfAny(entity, tables)) {
                EntityFields.names(entity).forEach(name -> kinds.forEach(kind -> types.add(name + kind)));
            }
        });
        return types;
    }

    private static boolean isOfAny(EntityPersister entity, Set<String> tables) {
        for (Object table : entity.getQuerySpaces()) {
            if (tables.contains(table.toString())) {
                return true;
            }
        }
        return false;
    }
}
