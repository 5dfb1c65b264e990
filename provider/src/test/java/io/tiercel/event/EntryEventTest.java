package io.tiercel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import org.junit.jupiter.api.Test;

class EntryEventTest {

    private final AtomicInteger copies = new AtomicInteger();
    private final TestCache<String, List<String>> cache =
            new TestCache<>(Runnable::run, EventSettings.defaults(), value -> {
                copies.incrementAndGet();
                return new ArrayList<>(value);
            });

    @Test
    void value_changedByOneListener_isNotSeenByAnother() {
        cache.dispatcher.register(new RecordingListener<String, List<String>>(
                        event -> event.getValue().add("changed"))
                .synchronous());
        RecordingListener<String, List<String>> other = new RecordingListener<>();
        cache.dispatcher.register(other.synchronous());
        cache.put("k", List.of("a"));
        assertThat(other.values()).containsExactly(List.of("a"));
    }

    @Test
    void value_notAskedFor_isNotDecoded() {
        cache.dispatcher.register(new RecordingListener<String, List<String>>()
                .configuration(true, event -> event.getKey().equals("none")));
        cache.put("k", List.of("a"));
        assertThat(copies).hasValue(0);
    }

    @Test
    void value_askedForAgain_isTheSame() {
        CacheEntryEvent<? extends String, ? extends List<String>> event = updated();
        assertThat(event.getValue()).isSameAs(event.getValue());
        assertThat(event.getOldValue()).isSameAs(event.getOldValue()).isNotSameAs(event.getValue());
    }

    @Test
    void source_isTheCache() {
        assertThat((Object) updated().getSource()).isSameAs(cache.source());
    }

    @Test
    void toString_saysWhatHappened() {
        assertThat(updated()).hasToString("CacheEntryEvent[type=UPDATED, cache=test, key=k, value=[b], oldValue=[a]]");
    }

    @Test
    void unwrap_itsTypes_isItself() {
        CacheEntryEvent<? extends String, ? extends List<String>> event = updated();
        assertThat(event.unwrap(CacheEntryEvent.class)).isSameAs(event);
        assertThat(event.unwrap(Cache.Entry.class)).isSameAs(event);
    }

    @Test
    void unwrap_otherType_isRefusedByName() {
        assertThatThrownBy(() -> updated().unwrap(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
    }

    @Test
    void serialization_isRefused() throws Exception {
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(updated())).isInstanceOf(NotSerializableException.class);
        }
    }

    private CacheEntryEvent<? extends String, ? extends List<String>> updated() {
        cache.put("k", List.of("a"));
        RecordingListener<String, List<String>> listener = new RecordingListener<>();
        cache.dispatcher.register(listener.synchronous());
        cache.put("k", List.of("b"));
        return listener.events().get(0);
    }
}
