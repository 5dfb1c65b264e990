package io.tiercel;

/**
 * What a tier holds at a moment.
 *
 * @param name which tier it is: {@code heap}
 * @param entries how many entries it holds, expired ones that nobody has come across yet included
 * @param weight what they count against the bound: bytes if it is in bytes, else their number
 * @param capacity the bound
 * @param inBytes whether weight and capacity are in bytes
 */
public record TierState(String name, long entries, long weight, long capacity, boolean inBytes) {}
