package io.tiercel.benchmarks.workload;

import java.io.Serializable;
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
