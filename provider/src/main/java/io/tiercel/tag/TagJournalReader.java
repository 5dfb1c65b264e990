package io.tiercel.tag;

import io.tiercel.tag.TagJournal.Predecessor;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of a {@link TagJournal}. Used once, by one thread. */
final class TagJournalReader {

    private final ByteBuffer in;
    private final Map<Integer, Tag> tags = new LinkedHashMap<>();
    private long clock;
    private int nextId;
    private boolean closed;

    private TagJournalReader(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    /** Returns what the bytes say, or null if they are not what was written, or not all of it. */
    static TagJournal.@Nullable Content read(byte[] bytes, Predecessor predecessor) {
        try {
            TagJournalReader reader = new TagJournalReader(bytes);
            TagJournal.Content content = reader.content();
            return predecessor == Predecessor.CLOSED && !reader.closed ? null : content;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return null;
        }
    }

    private TagJournal.@Nullable Content content() {
        if (in.getLong() != TagJournalLayout.MAGIC || in.getInt() != TagJournalLayout.VERSION) {
            return null;
        }
        int epoch = in.getInt();
        if (in.getInt() != checksum(0, TagJournalLayout.HEADER_BYTES - Integer.BYTES)) {
            return null;
        }
        while (in.hasRemaining()) {
            if (closed || !readRecord()) {
                return null;
            }
        }
        return new TagJournal.Content(epoch, clock, nextId, List.copyOf(tags.values()));
    }

    private boolean readRecord() {
        int start = in.position();
        int length = in.getInt();
        int checksum = in.getInt();
        if (length < 1 || length > in.remaining()) {
            return false;
        }
        if (checksum != checksum(start, length)) {
            return false;
        }
        int end = in.position() + length;
        readBody(end);
        return in.position() == end;
    }

    /** Of the length and the body of a record. */
    private int checksum(int start, int length) {
        CRC32C checksum = new CRC32C();
        if (start == 0) {
            checksum.update(in.array(), 0, length);
        } else {
            checksum.update(in.array(), start, Integer.BYTES);
            checksum.update(in.array(), start + TagJournalLayout.RECORD_HEADER_BYTES, length);
        }
        return (int) checksum.getValue();
    }

    private void readBody(int end) {
        switch (in.get()) {
            case TagJournalLayout.DEFINED -> readDefined(end);
            case TagJournalLayout.INVALIDATED -> readInvalidated(end);
            case TagJournalLayout.FORGOT -> idsUntil(end).forEach(tags::remove);
            case TagJournalLayout.CLOSED -> closed = true;
            default -> throw new IllegalArgumentException("unknown kind of record");
        }
    }

    private void readDefined(int end) {
        int id = in.getInt();
        long invalidatedAt = in.getLong();
        byte[] name = new byte[end - in.position()];
        in.get(name);
        tags.put(id, new Tag(TagNames.ofBytes(name), id, invalidatedAt));
        clock = Math.max(clock, invalidatedAt);
        nextId = Math.max(nextId, id + 1);
    }

    private void readInvalidated(int end) {
        long reading = in.getLong();
        clock = Math.max(clock, reading);
        for (int id : idsUntil(end)) {
            Tag tag = tags.get(id);
            if (tag != null) {
                tag.invalidate(reading);
            }
        }
    }

    private List<Integer> idsUntil(int end) {
        List<Integer> ids = new ArrayList<>();
        while (in.position() < end) {
            int id = in.getInt();
            nextId = Math.max(nextId, id + 1);
            ids.add(id);
        }
        return ids;
    }
}
