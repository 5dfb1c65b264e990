package io.tiercel.serialize;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Classes of an application, as caches meet them. */
final class Samples {

    private Samples() {}

    static Person person() {
        Person person = new Person();
        person.name = "Ada Lovelace";
        person.id = 1L << 40;
        person.age = 36;
        person.score = 3.14;
        person.active = true;
        person.tags = new ArrayList<>(List.of("a1", "b2", "c3"));
        person.bornAt = Instant.ofEpochSecond(1_234_567, 89);
        person.address = new Address("Main street", 12);
        return person;
    }

    /** Returns an object of each kind. */
    static List<Object> all() {
        NamedList list = new NamedList("n");
        list.add("a");
        return List.of(
                person(),
                Node.chain(3),
                new Hooked("s"),
                new Singleton(),
                list,
                Operation.PLUS,
                new Point(1, 2, new ArrayList<>(List.of(3))),
                new Point[] {new Point(1, 2, List.of())});
    }

    static final class Person implements Serializable {
        private static final long serialVersionUID = 1L;

        @Nullable
        String name;

        long id;
        int age;
        double score;
        boolean active;

        @SuppressWarnings("serial")
        List<String> tags = new ArrayList<>();

        @Nullable
        Instant bornAt;

        @Nullable
        Address address;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Person that
                    && Objects.equals(name, that.name)
                    && id == that.id
                    && age == that.age
                    && score == that.score
                    && active == that.active
                    && tags.equals(that.tags)
                    && Objects.equals(bornAt, that.bornAt)
                    && Objects.equals(address, that.address);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, id);
        }
    }

    static final class Address implements Serializable {
        private static final long serialVersionUID = 1L;

        String street;
        int number;

        Address(String street, int number) {
            this.street = street;
            this.number = number;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Address that && street.equals(that.street) && number == that.number;
        }

        @Override
        public int hashCode() {
            return street.hashCode() + number;
        }
    }

    static final class Node implements Serializable {
        private static final long serialVersionUID = 1L;

        @Nullable
        Node next;

        @Nullable
        Node other;

        transient int visits;

        static Node chain(int length) {
            Node first = new Node();
            Node last = first;
            for (int i = 1; i < length; i++) {
                last.next = new Node();
                last = last.next;
            }
            return first;
        }
    }

    static class Hooked implements Serializable {
        private static final long serialVersionUID = 1L;

        transient String secret;

        Hooked(String secret) {
            this.secret = secret;
        }

        @Serial
        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeUTF("<" + secret + ">");
        }

        @Serial
        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            secret = in.readUTF();
        }
    }

    static final class Singleton implements Serializable {
        private static final long serialVersionUID = 1L;
        static final Singleton INSTANCE = new Singleton();

        int state = 1;

        @Serial
        private Object readResolve() {
            return INSTANCE;
        }
    }

    static final class NamedList extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        String name;

        NamedList(String name) {
            this.name = name;
        }
    }

    enum Operation {
        PLUS {
            @Override
            int apply(int a, int b) {
                return a + b;
            }
        },
        MINUS {
            @Override
            int apply(int a, int b) {
                return a - b;
            }
        };

        abstract int apply(int a, int b);
    }

    record Point(int x, int y, List<Integer> trail) implements Serializable {}

    @SuppressWarnings("serial")
    static final class Session implements Serializable {
        private static final long serialVersionUID = 1L;

        final List<Object> attributes = new ArrayList<>();

        @Nullable
        Socket socket;

        @Nullable
        Thread thread;

        final transient Object ignored = new Object();
    }

    @SuppressWarnings("serial")
    static final class Guarded implements Serializable {
        private static final long serialVersionUID = 1L;

        final Lock lock = new ReentrantLock();
    }

    @SuppressWarnings("serial")
    static final class Holder implements Serializable {
        private static final long serialVersionUID = 1L;

        @Nullable
        Leaf leaf;

        java.net.@Nullable URL url;
    }

    @SuppressWarnings("serial")
    static final class Leaf implements Serializable {
        private static final long serialVersionUID = 1L;

        java.text.@Nullable NumberFormat format;
    }

    static final class Plain {
        String text;

        Plain(String text) {
            this.text = text;
        }
    }
}
