package io.tiercel.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void bold_notColoured_leavesTheText() {
        assertThat(new Terminal(true, false).bold("x")).isEqualTo("x");
    }

    @Test
    void bold_coloured_wrapsTheText() {
        assertThat(new Terminal(true, true).bold("x")).isEqualTo("\u001b[1mx\u001b[0m");
    }
}
