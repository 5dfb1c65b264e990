package io.tiercel.serialize;

import java.nio.charset.StandardCharsets;

/** The characters of strings in the bytes of keys: one byte each if all are below 256, else two. */
final class KeyText {

    private static final int LATIN1_END = 256;

    private KeyText() {}

    static boolean isLatin1(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= LATIN1_END) {
                return false;
            }
        }
        return true;
    }

    static int lengthBytes(String text, boolean latin1) {
        if (!latin1 && text.length() > Integer.MAX_VALUE / Character.BYTES) {
            throw new SerializationException("A string has more bytes than an array can hold, length=" + text.length());
        }
        return latin1 ? text.length() : text.length() * Character.BYTES;
    }

    @SuppressWarnings(
            "deprecation") // it takes the low byte of each character, which is right for these, and copies nothing
    // twice
    static void write(String text, boolean latin1, byte[] into, int from) {
        if (latin1) {
            text.getBytes(0, text.length(), into, from);
            return;
        }
        int at = from;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            into[at++] = (byte) (c >> Byte.SIZE);
            into[at++] = (byte) c;
        }
    }

    /** The length must be even for characters of two bytes. */
    static String read(byte[] bytes, int from, int lengthBytes, boolean latin1) {
        if (latin1) {
            return new String(bytes, from, lengthBytes, StandardCharsets.ISO_8859_1);
        }
        char[] characters = new char[lengthBytes / Character.BYTES];
        for (int i = 0; i < characters.length; i++) {
            int at = from + i * Character.BYTES;
            characters[i] = (char) ((bytes[at] << Byte.SIZE) | (bytes[at + 1] & 0xFF));
        }
        return new String(characters);
    }
}
