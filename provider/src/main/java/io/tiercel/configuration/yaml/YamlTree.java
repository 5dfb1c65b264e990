package io.tiercel.configuration.yaml;

import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.Place;
import io.tiercel.jvm.ShownText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.SpecVersion;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds the tree of a YAML text from the parser's events. Tags, several documents, duplicate keys and an alias within
 * its own anchor are errors; depth and the number of aliases are limited, so a hostile file costs no more than its
 * length. For one thread.
 */
final class YamlTree {

    static final int MAX_DEPTH = 20;
    static final int MAX_ALIASES = 100;

    private final String source;
    private final Iterator<Event> events;
    private final Map<Anchor, YamlNode> anchors = new HashMap<>();
    private int aliases;

    private YamlTree(String source, Iterator<Event> events) {
        this.source = source;
        this.events = events;
    }

    /** Returns the root of the text, which was read from the given source. */
    static YamlNode parse(String source, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source)
                .setUseMarks(true)
                .setCodePointLimit(SourceText.MAX_BYTES)
                .build();
        try {
            Iterator<Event> events = new Parse(settings).parseString(text).iterator();
            return new YamlTree(source, events).document();
        } catch (MarkedYamlEngineException e) {
            throw new ConfigurationException(place(source, "", e.getProblemMark()), "is not YAML: " + describe(e), e);
        } catch (YamlEngineException e) {
            throw new ConfigurationException(place(source, "", Optional.empty()), "is not YAML: " + e.getMessage(), e);
        }
    }

    private YamlNode document() {
        Place root = new Place(source, 1, 1, "");
        events.next(); // the start of the stream
        if (!(events.next() instanceof DocumentStartEvent start)) {
            throw new ConfigurationException(root, "the file is empty; allowed here: " + RootKeys.TABLE.allowed());
        }
        start.getSpecVersion().ifPresent(version -> requireVersion(version, start));
        YamlNode node = node(events.next(), "", 0);
        events.next(); // the end of the document
        Event next = events.next();
        if (next.getEventId() != Event.ID.StreamEnd) {
            throw new ConfigurationException(
                    place(source, "", next.getStartMark()), "a second document begins here; a file has one");
        }
        return node;
    }

    /** Of another version, some plain texts would mean something else. */
    private void requireVersion(SpecVersion version, DocumentStartEvent start) {
        if (version.getMajor() != 1 || version.getMinor() != 2) {
            throw new ConfigurationException(
                    place(source, "", start.getStartMark()),
                    "says that it is YAML " + version.getMajor() + "." + version.getMinor()
                            + "; a configuration is read as YAML 1.2: write %YAML 1.2, or leave that line out");
        }
    }

    private YamlNode node(Event event, String path, int depth) {
        Place place = place(source, path, event.getStartMark());
        if (depth > MAX_DEPTH) {
            throw new ConfigurationException(place, "is nested deeper than " + MAX_DEPTH + " levels");
        }
        if (event instanceof AliasEvent alias) {
            return aliased(alias, place);
        }
        YamlNode node;
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), place);
            node = new YamlNode.Scalar(scalar.getValue(), place);
        } else if (event instanceof SequenceStartEvent sequence) {
            refuseTag(sequence.getTag(), place);
            node = sequence(place, depth);
        } else if (event instanceof MappingStartEvent mapping) {
            refuseTag(mapping.getTag(), place);
            node = mapping(place, depth);
        } else {
            throw new IllegalStateException("unexpected event " + event.getEventId());
        }
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
        return node;
    }

    private YamlNode aliased(AliasEvent alias, Place place) {
        if (++aliases > MAX_ALIASES) {
            throw new ConfigurationException(place, "more than " + MAX_ALIASES + " aliases in one file");
        }
        YamlNode node = anchors.get(alias.getAlias());
        if (node == null) {
            throw new ConfigurationException(
                    place,
                    "the alias *" + ShownText.shortened(alias.getAlias().getValue())
                            + " has no anchor that ends before it");
        }
        return node;
    }

    private YamlNode sequence(Place place, int depth) {
        List<YamlNode> items = new ArrayList<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            items.add(node(event, place.keyPath() + "[" + items.size() + "]", depth + 1));
            event = events.next();
        }
        return new YamlNode.Sequence(items, place);
    }

    private YamlNode mapping(Place place, int depth) {
        Map<String, YamlNode> values = new LinkedHashMap<>();
        Map<String, Place> keyPlaces = new HashMap<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            Place at = place(source, place.keyPath(), event.getStartMark());
            String key = key(event, at);
            Place keyPlace = at.child(key);
            Place first = keyPlaces.putIfAbsent(key, keyPlace);
            if (first != null) {
                throw new ConfigurationException(keyPlace, "is there twice, first at " + first);
            }
            values.put(key, node(events.next(), keyPlace.keyPath(), depth + 1));
            event = events.next();
        }
        return new YamlNode.Mapping(values, keyPlaces, place);
    }

    private static String key(Event event, Place place) {
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), place);
            return scalar.getValue();
        }
        throw new ConfigurationException(
                place, "a key must be a plain text (a value such as ${NAME} within { } must be in quotes)");
    }

    private static void refuseTag(Optional<String> tag, Place place) {
        if (tag.isPresent()) {
            throw new ConfigurationException(
                    place,
                    "the tag " + ShownText.quoted(tag.get())
                            + " is not allowed: values have the type that their key gives them");
        }
    }

    private static String describe(MarkedYamlEngineException e) {
        String context = e.getContext();
        return context == null || context.isBlank() ? e.getProblem() : context + ", " + e.getProblem();
    }

    private static Place place(String source, String path, Optional<Mark> mark) {
        int line = mark.map(m -> m.getLine() + 1).orElse(1);
        int column = mark.map(m -> m.getColumn() + 1).orElse(1);
        return new Place(source, line, column, path);
    }
}
