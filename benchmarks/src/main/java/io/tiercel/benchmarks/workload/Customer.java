package io.tiercel.benchmarks.workload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A mutable object of eight fields, as applications cache them. Not thread-safe. */
public class Customer implements Serializable {

    private static final long serialVersionUID = 1L;

    private long id;
    private String name = "";
    private int visits;
    private double balance;
    private boolean active;
    private Instant since = Instant.EPOCH;

    @SuppressWarnings("serial") // the list is an ArrayList, but applications declare it as a List
    private List<String> tags = new ArrayList<>();

    private Address address = new Address();

    /** The object of a number; equal numbers give equal contents. */
    public static Customer of(int number) {
        Customer customer = new Customer();
        customer.id = number;
        customer.name = "Customer " + number;
        customer.visits = number % 1000;
        customer.balance = number * 0.25;
        customer.active = number % 2 == 0;
        customer.since = Instant.ofEpochSecond(1_600_000_000L + number);
        customer.tags.add("tag-" + number % 10);
        customer.tags.add("region-" + number % 7);
        customer.address.street = number + " Main Street";
        customer.address.city = "City " + number % 100;
        customer.address.postcode = 10_000 + number % 90_000;
        return customer;
    }

    /** What {@link #encodeTo} writes. */
    int encodedBytes() {
        int bytes = Long.BYTES + Integer.BYTES + Double.BYTES + 1 + Long.BYTES + Integer.BYTES + 1 + Integer.BYTES;
        bytes += 1 + name.length() + 1 + address.street.length() + 1 + address.city.length();
        for (String tag : tags) {
            bytes += 1 + tag.length();
        }
        return bytes;
    }

    /** Strings are short and of Latin-1 characters, as {@link #of} makes them. */
    void encodeTo(ByteBuffer out) {
        out.putLong(id).putInt(visits).putDouble(balance).put((byte) (active ? 1 : 0));
        out.putLong(since.getEpochSecond()).putInt(since.getNano());
        put(name, out);
        out.put((byte) tags.size());
        for (String tag : tags) {
            put(tag, out);
        }
        put(address.street, out);
        put(address.city, out);
        out.putInt(address.postcode);
    }

    static Customer decodeFrom(ByteBuffer in) {
        Customer customer = new Customer();
        customer.id = in.getLong();
        customer.visits = in.getInt();
        customer.balance = in.getDouble();
        customer.active = in.get() == 1;
        customer.since = Instant.ofEpochSecond(in.getLong(), in.getInt());
        customer.name = string(in);
        for (int left = in.get(); left > 0; left--) {
            customer.tags.add(string(in));
        }
        customer.address.street = string(in);
        customer.address.city = string(in);
        customer.address.postcode = in.getInt();
        return customer;
    }

    private static void put(String value, ByteBuffer out) {
        out.put((byte) value.length()).put(value.getBytes(ISO_8859_1));
    }

    private static String string(ByteBuffer in) {
        byte[] characters = new byte[in.get()];
        in.get(characters);
        return new String(characters, ISO_8859_1);
    }

    /** Sums up all fields, so that a benchmark can show that it has read them. */
    @Override
    public String toString() {
        return "Customer[id=" + id + ", name=" + name + ", visits=" + visits + ", balance=" + balance + ", active="
                + active + ", since=" + since + ", tags=" + tags + ", address=" + address + "]";
    }

    /** A nested object. */
    public static class Address implements Serializable {

        private static final long serialVersionUID = 1L;

        private String street = "";
        private String city = "";
        private int postcode;

        @Override
        public String toString() {
            return "Address[street=" + street + ", city=" + city + ", postcode=" + postcode + "]";
        }
    }
}
