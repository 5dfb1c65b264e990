package io.tiercel.warming;

/**
 * What has become of the keys that are related to missing ones. Immutable.
 *
 * @param waiting how many missing keys wait for theirs to be loaded
 * @param loaded how many related keys were loaded
 * @param failed how often naming or loading them failed
 * @param dropped how many missing keys were left alone, because too many waited already
 */
public record RelatedProgress(long waiting, long loaded, long failed, long dropped) {

    static final RelatedProgress NONE = new RelatedProgress(0, 0, 0, 0);
}
