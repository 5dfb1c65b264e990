package io.tiercel.serialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.fory.resolver.SharedRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pins what the default serializer makes of objects that outlive the process, byte by byte: disk tiers and queues in files
 * have such bytes, and tell by {@link ForySerializer#CLOSED_FORM} alone whether they can be read. A new version of Fory may
 * write something else.
 */
final class ClosedFormTest {

    private static final String FORM = "fory, enums by name";

    private static final String ORDER = ""
            + "00001e0093c00c822b43eb3f301e3521da9a0911117a9122802d192042b859c9081be72265a2249fd422188880345888"
            + "31e614142409c320144a34cdd302c0140834368c092214054700638925200047018ea36720081605168260146d5789cd"
            + "980539000037ad0d248008161526340c2014157603b40c2750de8b1142d681001415373e281124041615176f27488058"
            + "1451364a609d241037cd0c248014560000000000000440780001000000000001000053001e0230809735f819a4333004"
            + "3521da9a0911117a9122802d192045f44b74883e95d16766494f9d00c7124a4034368c09221405364a712126141518ff"
            + "2c486175707473747261df6500cf030c0203c0cf24ff00f153650000000015cd5b07001e043580be089e86cd1a300635"
            + "21da9a0911117a9122802d192045744b74883e95d16766494f9d139b300a72470063892520002635d320141527488468"
            + "0812fe01fd00d1010c0c4e4557005a020c04610462ff146f72646572ff29370430043a04300437040069020c026f0c6e"
            + "65740002040204e231310440044304420442043e0400030502c5e5000301fe03ff1c5348495050454400100500000000"
            + "000000faffffffffffffff";

    private static final String CUSTOMER = ""
            + "00001e005090744ad156523a300e3521da9a0911117a9122802d192045744b74883e95d16766494f9d15253730913400"
            + "53454814012605d168149917a0601497373dc86ce4146e47448b04c8300803364a609d241036d51244c0149b01ff1707"
            + "00000c0a0001000000000000000200000000000000006e0d0c9f2c9cd04674edea40000000005a01091e01fe00ff0c4e"
            + "4557ff020065cd1d";

    private static final String ADVICE =
            "Either keep the form, or give ForySerializer.CLOSED_FORM a new name, so that what is on disk from before is set"
                    + " aside, and pin that name and its bytes here";

    /** The same form, written and read by a codec of each kind. */
    enum Kind {
        INTERPRETED {
            @Override
            ForySession open(ClassAdmission admission) {
                return ForySession.interpreted(LOADER, admission, new SharedRegistry(), new HashSet<>());
            }
        },
        COMPILED {
            @Override
            ForySession open(ClassAdmission admission) {
                return ForySession.compiled(LOADER, admission, new SharedRegistry());
            }
        };

        private static final ClassLoader LOADER = ClosedFormTest.class.getClassLoader();

        abstract ForySession open(ClassAdmission admission);
    }

    /** An object, and its bytes. */
    record Pinned(Kind kind, Object object, String hex) {
        @Override
        public String toString() {
            return object.getClass().getSimpleName() + ", " + kind;
        }
    }

    static Stream<Pinned> pinned() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(new Pinned(kind, order(), ORDER), new Pinned(kind, customer(), CUSTOMER)));
    }

    @ParameterizedTest
    @MethodSource("pinned")
    void closedForm_ofAnObject_isTheBytesThatItsNameStandsFor(Pinned pinned) {
        ForySession session = open(pinned);

        byte[] bytes = session.encode(pinned.object());

        assertThat(ForySerializer.CLOSED_FORM).as(ADVICE).isEqualTo(FORM);
        assertThat(HexFormat.of().formatHex(bytes)).as(ADVICE).isEqualTo(pinned.hex());
    }

    @ParameterizedTest
    @MethodSource("pinned")
    void closedForm_bytesOfBefore_areTheObject(Pinned pinned) {
        ForySession session = open(pinned);

        Object object = session.decode(HexFormat.of().parseHex(pinned.hex()));

        assertThat(object).as(ADVICE).usingRecursiveComparison().isEqualTo(pinned.object());
    }

    private static ForySession open(Pinned pinned) {
        return pinned.kind().open(ClassFilter.of(List.of(pinned.object().getClass()), List.of()));
    }

    private static Order order() {
        Address address = new Address("Hauptstraße", 12);
        Map<String, BigDecimal> prices = new LinkedHashMap<>();
        prices.put("net", new BigDecimal("12.50"));
        prices.put("брутто", new BigDecimal("-14.875"));
        return new Order(
                -42,
                1L << 40,
                2.5,
                'x',
                "order",
                "заказ",
                Status.SHIPPED,
                address,
                new ArrayList<>(List.of("a", "b")),
                List.of(1, -2, 300_000),
                prices,
                new byte[] {1, -2, 3},
                new long[] {5, -6},
                Instant.ofEpochSecond(1_700_000_000L, 123_456_789),
                new Contacts(address, Set.of(Status.NEW), null));
    }

    private static Customer customer() {
        Customer customer = new Customer();
        customer.id = new UUID(1, 2);
        customer.born = LocalDate.of(1815, 12, 10);
        customer.visit = Duration.ofMillis(1_500);
        customer.points = BigInteger.TEN.pow(30);
        customer.status = Status.NEW;
        customer.active = true;
        customer.related.add(customer);
        return customer;
    }

    enum Status {
        NEW,
        SHIPPED
    }

    record Address(String street, int number) {}

    /** The address is the one of the order: written once. */
    record Contacts(
            Address address, Set<Status> seen, @Nullable String note) {}

    @SuppressWarnings("ArrayRecordComponent") // applications have them
    record Order(
            int number,
            long total,
            double weight,
            char code,
            String name,
            String nameInCyrillic,
            Status status,
            Address address,
            List<String> lines,
            List<Integer> amounts,
            Map<String, BigDecimal> prices,
            byte[] seal,
            long[] times,
            Instant at,
            Contacts contacts) {}

    /** A class is written in another way than a record. Refers to itself. */
    static final class Customer {
        @Nullable
        UUID id;

        @Nullable
        LocalDate born;

        @Nullable
        Duration visit;

        @Nullable
        BigInteger points;

        @Nullable
        Status status;

        boolean active;
        final List<Customer> related = new ArrayList<>();
        transient int visits;
    }
}
