package io.tiercel.serialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.serialize.Samples.Node;
import io.tiercel.serialize.Samples.Person;
import io.tiercel.serialize.Samples.Plain;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a serializer makes of bytes that others wrote. */
abstract class HostileBytesContract {

    private static final ClassLoader LOADER = HostileBytesContract.class.getClassLoader();

    final Serializer open = newSerializer(LOADER, ClassAdmission.ofLiveObjects());
    final Serializer closed =
            newSerializer(LOADER, ClassFilter.of(List.of(Person.class, Node.class), List.of("*.HostileBytes*$Al*")));

    abstract Serializer newSerializer(ClassLoader loader, ClassAdmission admission);

    static final class Gadget implements Serializable {
        private static final long serialVersionUID = 1L;
        static int loads;

        @java.io.Serial
        private void readObject(java.io.ObjectInputStream in) throws java.io.IOException, ClassNotFoundException {
            in.defaultReadObject();
            loads++;
        }
    }

    static final class Allowed implements Serializable {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        Object held = "x";
    }

    static final class Handler implements InvocationHandler, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return 0;
        }
    }

    @Test
    void roundTrip_ofTheDeclaredTypes_works() {
        assertThat(closed.deserialize(closed.serialize(Samples.person()))).isEqualTo(Samples.person());
        assertThat(closed.deserialize(closed.serialize(new ArrayList<>(List.of(new Allowed())))))
                .isInstanceOf(ArrayList.class);
        Map<String, Object> map = new HashMap<>(Map.of("k", new Person[] {Samples.person()}));
        assertThat((Map<?, ?>) closed.deserialize(closed.serialize(map))).hasSize(1);
    }

    @Test
    void serialize_aClassOffTheList_isRefusedNamingAllow() {
        Allowed holder = new Allowed();
        holder.held = new Gadget();

        assertThatThrownBy(() -> closed.serialize(holder))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("Allowed.held -> " + Gadget.class.getName())
                .hasMessageContaining("`allow:`");
    }

    @Test
    void deserialize_aClassOffTheList_isRefusedBeforeItIsRead() {
        byte[] bytes = open.serialize(new ArrayList<>(List.of(new Gadget())));
        byte[] array = open.serialize(new Gadget[] {new Gadget()});
        int before = Gadget.loads;

        assertRefused(bytes);
        assertRefused(array);
        assertRefused(open.serialize(Gadget.class));
        assertThat(Gadget.loads).isEqualTo(before);
    }

    @Test
    void deserialize_aProxyOrALambda_isRefused() {
        Object proxy = Proxy.newProxyInstance(LOADER, new Class<?>[] {Comparable.class}, new Handler());
        Runnable lambda = (Runnable & Serializable) () -> Gadget.loads++;

        assertRefused(open.serialize(proxy));
        assertRefused(open.serialize(lambda));
    }

    @Test
    void deserialize_whatThisSerializerNeverEncoded_isRefusedAlsoInTheOpenMode() {
        byte[] bytes = open.serialize(new Gadget());
        Serializer other = newSerializer(LOADER, ClassAdmission.ofLiveObjects());

        assertThatThrownBy(() -> other.deserialize(bytes)).isInstanceOf(SerializationException.class);
    }

    private void assertRefused(byte[] bytes) {
        assertThatThrownBy(() -> closed.deserialize(bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("cannot be decoded");
    }

    @Test
    void deserialize_truncatedBytes_fails() {
        byte[] bytes = closed.serialize(Samples.person());

        for (int length = 0; length < bytes.length - 1; length++) {
            assertRefused(Arrays.copyOf(bytes, length));
        }
    }

    @Test
    void deserialize_bytesWithFlippedBits_failsClearlyOrReturnsSomething() {
        byte[] bytes = closed.serialize(new ArrayList<>(List.of(Samples.person(), new int[100], new HashMap<>())));
        Random random = new Random(7);
        int failures = 0;
        for (int round = 0; round < 5_000; round++) {
            byte[] damaged = bytes.clone();
            for (int flips = 0; flips < 1 + round % 3; flips++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                closed.deserialize(damaged);
            } catch (SerializationException e) {
                failures++;
            }
        }
        assertThat(failures).isPositive();
    }

    @Test
    void deserialize_whatNestsTooDeep_fails() {
        byte[] bytes = openOnABigStack(Node.chain(5_000));

        assertRefused(bytes);
    }

    @Test
    void serialize_whatNestsTooDeepToBeDecoded_fails() {
        assertThatThrownBy(() -> closed.serialize(Node.chain(1_500))).isInstanceOf(SerializationException.class);
    }

    @Test
    void serialize_whatNestsTooDeepForTheStack_failsClearly() {
        assertThatThrownBy(() -> open.serialize(Node.chain(1_000_000)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("too deep");
    }

    @Test
    void roundTrip_ofWhatNestsModerately_works() {
        Node copy = (Node) closed.deserialize(closed.serialize(Node.chain(300)));

        assertThat(copy.next).isNotNull();
    }

    @Test
    void deserialize_null_fails() {
        Node node = new Node();

        assertThatThrownBy(() -> closed.deserialize(nullBytes(node))).isInstanceOf(SerializationException.class);
    }

    abstract byte[] nullBytes(Node node);

    private byte[] openOnABigStack(Object object) {
        byte[][] result = new byte[1][];
        Thread thread = new Thread(null, () -> result[0] = open.serialize(object), "big stack", 256L << 20);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return result[0];
    }

    @Test
    void serialize_aTypeOutsideTheClosure_isRefused() {
        assertThatThrownBy(() -> closed.serialize(new ArrayList<>(List.of(new Plain("x")))))
                .isInstanceOf(SerializationException.class);
    }
}
