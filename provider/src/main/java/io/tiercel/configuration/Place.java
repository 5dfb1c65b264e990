package io.tiercel.configuration;

import io.tiercel.jvm.ShownText;

/**
 * Where a setting was said: a line and column of a file, or code.
 *
 * @param source the file, or a description such as {@code code}
 * @param line the line, counted from 1; 0 where there is none
 * @param column the column, counted from 1; 0 where there is none
 * @param keyPath the path of keys that leads to the setting, or an empty string
 */
public record Place(String source, int line, int column, String keyPath) {

    /** A place in the application's own code, about which no more is known. */
    public static final Place CODE = new Place("code", 0, 0, "");

    /** Returns the place of the given key beneath this one, at the same line and column. */
    public Place child(String key) {
        return new Place(source, line, column, pathTo(key));
    }

    /** Returns the key path of the given key beneath this place. A key with a dot in it is put in quotes. */
    public String pathTo(String key) {
        String shown = ShownText.shortened(key);
        String step = key.indexOf('.') < 0 ? shown : '"' + shown + '"';
        return keyPath.isEmpty() ? step : keyPath + "." + step;
    }

    @Override
    public String toString() {
        String position = line == 0 ? source : source + ":" + line + ":" + column;
        return keyPath.isEmpty() ? position : position + ": " + keyPath;
    }
}
