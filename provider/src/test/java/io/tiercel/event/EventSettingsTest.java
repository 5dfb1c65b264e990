package io.tiercel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventSettingsTest {

    @Test
    void defaults_arePinned() {
        assertThat(EventSettings.defaults())
                .isEqualTo(new EventSettings(10_000, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    }

    @Test
    void settings_outOfRange_areRefusedByName() {
        assertThatThrownBy(() -> new EventSettings(0, Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("queueCapacity=0");
        assertThatThrownBy(() -> new EventSettings(1, Duration.ofNanos(-1), Duration.ZERO))
                .hasMessageContaining("waitWhenFull=PT-0.000000001S");
        assertThatThrownBy(() -> new EventSettings(1, Duration.ZERO, Duration.ofNanos(-1)))
                .hasMessageContaining("closeTimeout=PT-0.000000001S");
    }
}
