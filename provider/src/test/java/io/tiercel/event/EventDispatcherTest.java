package io.tiercel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.event.RecordingListener.Recorded;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import javax.cache.CacheException;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventDispatcherTest {

    private final TestCache<String, String> cache = new TestCache<>(Runnable::run, EventSettings.defaults());
    private final EventDispatcher<String, String> dispatcher = cache.dispatcher;

    @AfterEach
    void noChainIsLeft() {
        assertThat(dispatcher.pendingKeys()).isZero();
    }

    @Test
    void put_absentKey_tellsCreatedWithoutOldValue() {
        RecordingListener<String, String> listener = registered(new RecordingListener<>());
        cache.put("k", "a");
        assertThat(listener.recorded()).containsExactly(new Recorded<>(EventType.CREATED, "k", "a", null));
        assertThat(listener.events().get(0).isOldValueAvailable()).isFalse();
    }

    @Test
    void put_presentKey_tellsUpdatedWithOldValue() {
        cache.put("k", "a");
        RecordingListener<String, String> listener = registered(new RecordingListener<>());
        cache.put("k", "b");
        assertThat(listener.recorded()).containsExactly(new Recorded<>(EventType.UPDATED, "k", "b", "a"));
        assertThat(listener.events().get(0).isOldValueAvailable()).isTrue();
    }

    @Test
    void remove_presentKey_tellsOldValueAsValueToo() {
        cache.put("k", "a");
        RecordingListener<String, String> listener = registered(new RecordingListener<>());
        cache.remove("k");
        assertThat(listener.recorded()).containsExactly(new Recorded<>(EventType.REMOVED, "k", "a", "a"));
    }

    @Test
    void expire_presentKey_tellsOldValueAsValueToo() {
        cache.put("k", "a");
        RecordingListener<String, String> listener = registered(new RecordingListener<>());
        cache.expire("k");
        assertThat(listener.recorded()).containsExactly(new Recorded<>(EventType.EXPIRED, "k", "a", "a"));
    }

    @Test
    void remove_oldValueNotAtHand_tellsNullAndNotAvailable() {
        RecordingListener<String, String> listener = registered(new RecordingListener<>());
        dispatcher.deliver(dispatcher.enqueue(EventType.REMOVED, "k", null, null));
        assertThat(listener.recorded()).containsExactly(new Recorded<>(EventType.REMOVED, "k", null, null));
        assertThat(listener.events().get(0).isOldValueAvailable()).isFalse();
    }

    @Test
    void update_oldValueNotRequiredButAtHand_isGiven() {
        RecordingListener<String, String> listener = new RecordingListener<>();
        dispatcher.register(listener.synchronous().setOldValueRequired(false));
        cache.put("k", "a");
        cache.put("k", "b");
        assertThat(listener.recorded().get(1).oldValue()).isEqualTo("a");
    }

    @Test
    void listensTo_listenerOfOneInterface_onlyThatType() {
        List<String> removed = new ArrayList<>();
        CacheEntryRemovedListener<String, String> listener =
                events -> events.forEach(event -> removed.add(event.getKey()));
        dispatcher.register(configuration(listener));
        assertThat(dispatcher.hasListeners()).isTrue();
        assertThat(EventType.values()).filteredOn(dispatcher::listensTo).containsExactly(EventType.REMOVED);
        assertThat(dispatcher.enqueue(EventType.CREATED, "k", null, "v")).isNull();
        cache.put("k", "a");
        cache.remove("k");
        assertThat(removed).containsExactly("k");
    }

    @Test
    void filter_refusesSome_listenerIsToldTheOthers() {
        RecordingListener<String, String> listener = new RecordingListener<>();
        dispatcher.register(listener.configuration(true, event -> event.getKey().startsWith("y")));
        dispatcher.deliver(List.of(
                dispatcher.enqueue(EventType.CREATED, "yes1", null, new TestCache.Stored("a")),
                dispatcher.enqueue(EventType.CREATED, "no", null, new TestCache.Stored("b")),
                dispatcher.enqueue(EventType.CREATED, "yes2", null, new TestCache.Stored("c"))));
        assertThat(listener.values()).containsExactly("a", "c");
    }

    @Test
    void listeners_areToldInOrderOfRegistration() {
        List<Integer> told = new ArrayList<>();
        registered(new RecordingListener<>(event -> told.add(1)));
        registered(new RecordingListener<>(event -> told.add(2)));
        cache.put("k", "a");
        assertThat(told).containsExactly(1, 2);
    }

    @Test
    void listenerException_isWrappedAndOthersAreCalled() {
        IllegalStateException failure = new IllegalStateException("broken");
        registered(new RecordingListener<>(event -> {
            throw failure;
        }));
        RecordingListener<String, String> other = registered(new RecordingListener<>());
        assertThatThrownBy(() -> cache.put("k", "a"))
                .isInstanceOf(CacheEntryListenerException.class)
                .hasCause(failure)
                .hasMessageContainingAll("RecordingListener", "CREATED", "broken");
        assertThat(other.values()).containsExactly("a");
    }

    @Test
    void listenerException_ofTwo_firstIsThrownAsItIsWithOtherSuppressed() {
        CacheEntryListenerException first = new CacheEntryListenerException("first");
        registered(failing(first));
        registered(failing(new IllegalArgumentException("second")));
        assertThatThrownBy(() -> cache.put("k", "a")).isSameAs(first);
        assertThat(first.getSuppressed()).singleElement().isInstanceOf(CacheEntryListenerException.class);
    }

    @Test
    void listenerException_sameInstanceTwice_isThrown() {
        CacheEntryListenerException shared = new CacheEntryListenerException("shared");
        registered(failing(shared));
        registered(failing(shared));
        assertThatThrownBy(() -> cache.put("k", "a")).isSameAs(shared);
    }

    @Test
    void listenerError_prevailsUnwrapped() {
        AssertionError error = new AssertionError("error");
        registered(failing(new IllegalArgumentException("exception")));
        RecordingListener<String, String> last = registered(new RecordingListener<>(event -> {
            throw error;
        }));
        assertThatThrownBy(() -> cache.put("k", "a")).isSameAs(error);
        assertThat(error.getSuppressed()).hasSize(1);
        assertThat(last.values()).containsExactly("a");
    }

    @Test
    void filterException_isWrappedAndListenerNotCalled() {
        RecordingListener<String, String> listener = new RecordingListener<>();
        dispatcher.register(listener.configuration(true, event -> {
            throw new IllegalStateException("filter");
        }));
        assertThatThrownBy(() -> cache.put("k", "a")).isInstanceOf(CacheEntryListenerException.class);
        assertThat(listener.recorded()).isEmpty();
    }

    @Test
    void batch_failures_areThrownTogetherAfterAllAreDelivered() {
        RecordingListener<String, String> listener = registered(failing(new IllegalStateException("broken")));
        List<PendingEvent> batch = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            batch.add(dispatcher.enqueue(EventType.CREATED, "k" + i, null, new TestCache.Stored("v" + i)));
        }
        assertThatThrownBy(() -> dispatcher.deliver(batch))
                .isInstanceOf(CacheEntryListenerException.class)
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(2));
        assertThat(listener.values()).containsExactly("v0", "v1", "v2");
    }

    @Test
    void register_equalConfigurationTwice_isRefused() {
        RecordingListener<String, String> listener = new RecordingListener<>();
        MutableCacheEntryListenerConfiguration<String, String> configuration = listener.synchronous();
        dispatcher.register(configuration);
        assertThatThrownBy(() -> dispatcher.register(new MutableCacheEntryListenerConfiguration<>(configuration)))
                .isInstanceOf(IllegalArgumentException.class);
        cache.put("k", "a");
        assertThat(listener.recorded()).hasSize(1);
        assertThat(listener.closings()).isZero();
    }

    @Test
    void register_failingFactory_throwsCacheExceptionAndRegistersNothing() {
        IllegalStateException failure = new IllegalStateException("no database");
        assertThatThrownBy(() -> dispatcher.register(new MutableCacheEntryListenerConfiguration<String, String>(
                        () -> {
                            throw failure;
                        },
                        null,
                        false,
                        true)))
                .isInstanceOf(CacheException.class)
                .hasCause(failure);
        assertThat(dispatcher.hasListeners()).isFalse();
    }

    @Test
    void register_factoryOfNull_throwsCacheException() {
        assertThatThrownBy(() -> dispatcher.register(configuration(null)))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("returned null");
    }

    @Test
    void register_withoutFactory_throwsCacheException() {
        assertThatThrownBy(() -> dispatcher.register(
                        new MutableCacheEntryListenerConfiguration<String, String>(null, null, false, true)))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("no listener factory");
    }

    @Test
    void register_listenerToNothing_namesItAndWhatItCouldBe() {
        ListenerToNothing listener = new ListenerToNothing();
        assertThatThrownBy(() -> dispatcher.register(configuration(listener)))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(
                        ListenerToNothing.class.getName() + " would never be called: it implements none of"
                                + " CacheEntryCreatedListener, CacheEntryUpdatedListener, CacheEntryRemovedListener and"
                                + " CacheEntryExpiredListener");
        assertThat(dispatcher.hasListeners()).isFalse();
        assertThat(listener.closed).isTrue();
    }

    private static final class ListenerToNothing implements CacheEntryListener<String, String>, Closeable {

        private boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void register_failingFilterFactory_closesTheListener() {
        RecordingListener<String, String> listener = new RecordingListener<>();
        assertThatThrownBy(() -> dispatcher.register(new MutableCacheEntryListenerConfiguration<String, String>(
                        () -> listener,
                        () -> {
                            throw new IllegalStateException("filter");
                        },
                        false,
                        true)))
                .isInstanceOf(CacheException.class);
        assertThat(listener.closings()).isOne();
    }

    @Test
    void deregister_listener_isNotCalledAgainAndClosed() {
        RecordingListener<String, String> listener = new RecordingListener<>();
        MutableCacheEntryListenerConfiguration<String, String> configuration = listener.synchronous();
        dispatcher.register(configuration);
        PendingEvent pending = cache.enqueue("k", old -> "a");
        dispatcher.deregister(new MutableCacheEntryListenerConfiguration<>(configuration));
        dispatcher.deliver(pending);
        cache.put("k", "b");
        assertThat(listener.recorded()).isEmpty();
        assertThat(listener.closings()).isOne();
        assertThat(dispatcher.hasListeners()).isFalse();
    }

    @Test
    void deregister_fromWithinTheListener_closesItAfterTheCall() {
        List<MutableCacheEntryListenerConfiguration<String, String>> own = new ArrayList<>();
        List<Integer> closingsDuringCall = new ArrayList<>();
        List<RecordingListener<String, String>> self = new ArrayList<>();
        RecordingListener<String, String> listener = new RecordingListener<>(event -> {
            dispatcher.deregister(own.get(0));
            closingsDuringCall.add(self.get(0).closings());
        });
        self.add(listener);
        own.add(listener.synchronous());
        dispatcher.register(own.get(0));
        cache.put("k", "a");
        cache.put("k", "b");
        assertThat(listener.values()).containsExactly("a");
        assertThat(closingsDuringCall).containsExactly(0);
        assertThat(listener.closings()).isOne();
    }

    @Test
    void deregister_unknownConfiguration_hasNoEffect() {
        dispatcher.deregister(new RecordingListener<String, String>().synchronous());
        assertThat(dispatcher.hasListeners()).isFalse();
    }

    @Test
    void close_listeners_areClosedOnceAndCalledNoMore() {
        RecordingListener<String, String> listener = registered(new RecordingListener<>());
        dispatcher.close();
        dispatcher.close();
        cache.put("k", "a");
        assertThat(listener.recorded()).isEmpty();
        assertThat(listener.closings()).isOne();
        assertThatThrownBy(() -> dispatcher.register(listener.asynchronous()))
                .isInstanceOf(IllegalStateException.class);
    }

    private RecordingListener<String, String> registered(RecordingListener<String, String> listener) {
        dispatcher.register(listener.synchronous());
        return listener;
    }

    private static RecordingListener<String, String> failing(RuntimeException failure) {
        return new RecordingListener<>(event -> {
            throw failure;
        });
    }

    private static MutableCacheEntryListenerConfiguration<String, String> configuration(
            @Nullable CacheEntryListener<String, String> listener) {
        return new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, true);
    }
}
