package io.tiercel.offheap.disk;

import static io.tiercel.offheap.disk.Manifests.DATA;
import static io.tiercel.offheap.disk.Manifests.FORMAT;
import static io.tiercel.offheap.disk.Manifests.IDENTITY;
import static io.tiercel.offheap.disk.Manifests.WRITTEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.disk.Manifest.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class JudgementTest {

    private static final Moment SAME_BOOT = new Moment("boot-1", 61_000_000_000L, 65_000, 65_000);
    private static final Moment OTHER_BOOT = new Moment("boot-2", 1_000_000, 65_000, 65_000);

    private static Opening judge(Moment now, State state) {
        return judge(now, state, DATA);
    }

    private static Opening judge(Moment now, State state, DataFile data) {
        return new Judgement(IDENTITY, FORMAT, now).of(new Found.Whole(Manifests.inState(state)), data);
    }

    private static Opening judge(CacheIdentity identity, StorageFormat format) {
        return new Judgement(identity, format, SAME_BOOT).of(new Found.Whole(Manifests.inState(State.CLEAN)), DATA);
    }

    private static void assertSetAside(Opening opening, String reason) {
        assertThat(opening)
                .isInstanceOfSatisfying(
                        Opening.SetAside.class,
                        aside -> assertThat(aside.reason()).contains(reason));
    }

    @Test
    void of_emptyFolder_startsFresh() {
        Judgement judgement = new Judgement(IDENTITY, FORMAT, SAME_BOOT);

        assertThat(judgement.of(new Found.Nothing(), DataFile.ABSENT)).isEqualTo(new Opening.Fresh());
    }

    @Test
    void of_dataWithoutManifest_isSetAside() {
        assertSetAside(new Judgement(IDENTITY, FORMAT, SAME_BOOT).of(new Found.Nothing(), DATA), "no manifest");
    }

    @Test
    void of_damagedManifest_isSetAside() {
        assertSetAside(new Judgement(IDENTITY, FORMAT, SAME_BOOT).of(new Found.Damaged("torn"), DATA), "torn");
    }

    @Test
    void of_fileThatWasBeingMade_startsFresh() {
        assertThat(judge(OTHER_BOOT, State.CREATING)).isEqualTo(new Opening.Fresh());
    }

    @Test
    void of_closedFile_isWarm() {
        assertThat(judge(SAME_BOOT, State.CLEAN)).isEqualTo(new Opening.Warm());
    }

    @Test
    void of_closedFileAfterAnotherBoot_isWarm() {
        assertThat(judge(OTHER_BOOT, State.CLEAN)).isEqualTo(new Opening.Warm());
    }

    @Test
    void of_openFileOfTheSameBoot_isRecovered() {
        assertThat(judge(SAME_BOOT, State.OPEN)).isEqualTo(new Opening.Recovered());
    }

    @Test
    void of_openFileOfAnotherBoot_isSetAside() {
        assertSetAside(judge(OTHER_BOOT, State.OPEN), "before the machine stopped");
    }

    @Test
    void of_openFileWhereBootsCannotBeTold_isSetAside() {
        Moment unknown = new Moment("", 0, 65_000, 65_000);
        Manifest written = Manifests.inState(State.OPEN).opened(DATA, unknown);

        assertSetAside(
                new Judgement(IDENTITY, FORMAT, unknown).of(new Found.Whole(written), DATA),
                "before the machine stopped");
    }

    @Test
    void of_copyOfAnOpenFile_isSetAside() {
        assertSetAside(judge(SAME_BOOT, State.OPEN, new DataFile(DATA.lengthBytes(), "18", 4096, 99)), "is a copy");
    }

    @Test
    void of_copyOfAClosedFile_isWarm() {
        assertThat(judge(SAME_BOOT, State.CLEAN, new DataFile(DATA.lengthBytes(), "18", 4096, 99)))
                .isEqualTo(new Opening.Warm());
    }

    @ParameterizedTest
    @EnumSource(names = {"OPEN", "CLEAN"})
    void of_truncatedFile_isSetAside(State state) {
        assertSetAside(
                judge(SAME_BOOT, state, new DataFile(DATA.lengthBytes() - 1, "17", 4096, 99)), "in place of 1048576");
    }

    @ParameterizedTest
    @EnumSource(names = {"OPEN", "CLEAN"})
    void of_damagedStart_isSetAside(State state) {
        assertSetAside(judge(SAME_BOOT, state, new DataFile(DATA.lengthBytes(), "17", 4096, 98)), "the start of");
    }

    @ParameterizedTest
    @EnumSource(names = {"OPEN", "CLEAN"})
    void of_missingFile_isSetAside(State state) {
        assertSetAside(judge(SAME_BOOT, state, DataFile.ABSENT), "missing");
    }

    @Test
    void of_closedFileAfterTheClockWasSetBack_isSetAside() {
        assertSetAside(judge(new Moment("boot-2", 0, 65_000, WRITTEN.clockMillis() - 1_001), State.CLEAN), "1001 ms");
    }

    @Test
    void of_closedFileAfterTheClockWasAdjusted_isWarm() {
        assertThat(judge(new Moment("boot-2", 0, 65_000, WRITTEN.clockMillis() - 1_000), State.CLEAN))
                .isEqualTo(new Opening.Warm());
    }

    @Test
    void of_openFileAfterTheClockRanLessThanTheMachine_isSetAside() {
        Moment minuteOfUptimeButSecondOfClock =
                new Moment("boot-1", WRITTEN.monotonicNanos() + 60_000_000_000L, WRITTEN.wallMillis() + 1_000, 65_000);

        assertSetAside(judge(minuteOfUptimeButSecondOfClock, State.OPEN), "59000 ms");
    }

    @Test
    void of_anotherCache_isSetAside() {
        assertSetAside(
                judge(new CacheIdentity("orders", "java.lang.Long", "java.lang.String", "fory 1", 42), FORMAT),
                "'users', not 'orders'");
    }

    @Test
    void of_anotherKeyType_isSetAside() {
        assertSetAside(
                judge(new CacheIdentity("users", "java.lang.Integer", "java.lang.String", "fory 1", 42), FORMAT),
                "key type");
    }

    @Test
    void of_anotherValueType_isSetAside() {
        assertSetAside(
                judge(new CacheIdentity("users", "java.lang.Long", "java.lang.Integer", "fory 1", 42), FORMAT),
                "value type");
    }

    @Test
    void of_anotherSerializer_isSetAside() {
        assertSetAside(
                judge(new CacheIdentity("users", "java.lang.Long", "java.lang.String", "fory 2", 42), FORMAT),
                "'fory 1', not 'fory 2'");
    }

    @Test
    void of_anotherShape_isSetAside() {
        assertSetAside(
                judge(new CacheIdentity("users", "java.lang.Long", "java.lang.String", "fory 1", 43), FORMAT),
                "the fields of");
    }

    @Test
    void of_anotherFormat_isSetAside() {
        assertSetAside(judge(IDENTITY, new StorageFormat("map 2", 1 << 20)), "'map 1', not 'map 2'");
    }

    @Test
    void of_anotherSize_isSetAside() {
        assertSetAside(judge(IDENTITY, new StorageFormat("map 1", 2 << 20)), "'1048576', not '2097152'");
    }
}
