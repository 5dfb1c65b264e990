package io.tiercel.configuration;

/** A module that an application may add to the provider, and that some keys of a configuration need. */
public enum OptionalModule {

    /** Tiers outside the heap, in memory and on disk. */
    OFFHEAP_STORE("io.tiercel:tiercel-offheap-store"),

    /** Events that a PostgreSQL database sends. */
    POSTGRESQL("io.tiercel:tiercel-postgresql"),

    /** Caches that several JVMs share. */
    CLUSTER("io.tiercel:tiercel-cluster"),

    /** Cron expressions. */
    CRON("io.tiercel:tiercel-cron");

    private final String coordinates;

    OptionalModule(String coordinates) {
        this.coordinates = coordinates;
    }

    /** Returns the Maven group and artifact of the module. */
    public String coordinates() {
        return coordinates;
    }

    /** Returns what to say where something needs this module and it is not there. */
    public String missing() {
        return "needs a module that is not there: add " + coordinates
                + ", in the version of tiercel-provider, to the class path";
    }
}
