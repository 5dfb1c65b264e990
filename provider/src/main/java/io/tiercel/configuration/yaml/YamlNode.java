package io.tiercel.configuration.yaml;

import io.tiercel.configuration.Place;
import io.tiercel.jvm.ShownText;
import java.util.List;
import java.util.Map;

/** A node of a YAML file, with its place. Immutable. */
sealed interface YamlNode {

    Place place();

    /** What kind of node this is, in words. */
    String kind();

    /** A text, a number, true or false: all are texts until a key gives them a type. */
    record Scalar(String text, Place place) implements YamlNode {
        @Override
        public String kind() {
            return ShownText.quoted(text);
        }
    }

    record Sequence(List<YamlNode> items, Place place) implements YamlNode {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys in the order of the file, each with its value. */
    record Mapping(Map<String, YamlNode> values, Map<String, Place> keyPlaces, Place place) implements YamlNode {
        @Override
        public String kind() {
            return "a mapping of keys";
        }
    }
}
