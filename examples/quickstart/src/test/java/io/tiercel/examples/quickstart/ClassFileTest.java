package io.tiercel.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClassFileTest {
    private static final Instant READ_AT = Instant.ofEpochSecond(42);

    @Test
    void parse_object_hasNoSuperclass() throws IOException {
        ClassSummary object = parse(Object.class);

        assertThat(object.name()).isEqualTo("java.lang.Object");
        assertThat(object.kind()).isEqualTo(ClassKind.CLASS);
        assertThat(object.superclass()).isNull();
        assertThat(object.interfaces()).isEmpty();
        assertThat(object.methods())
                .isEqualTo(Object.class.getDeclaredMethods().length + Object.class.getDeclaredConstructors().length);
    }

    @Test
    void parse_string_tellsWhatReflectionTells() throws IOException {
        ClassSummary string = parse(String.class);

        assertThat(string.superclass()).isEqualTo("java.lang.Object");
        assertThat(string.interfaces())
                .containsExactlyElementsOf(Arrays.stream(String.class.getInterfaces())
                        .map(Class::getName)
                        .toList());
        // reflection does not show the static initializer
        assertThat(string.methods())
                .isEqualTo(
                        String.class.getDeclaredMethods().length + String.class.getDeclaredConstructors().length + 1);
        assertThat(string.references())
                .contains("java.lang.Object", "java.lang.Comparable", "java.lang.StringLatin1")
                .doesNotContain("java.lang.String")
                .doesNotHaveDuplicates()
                .noneMatch(name -> name.startsWith("[") || name.contains("/"));
    }

    @Test
    void parse_string_knowsItsSizeAndWhenItWasRead() throws IOException {
        byte[] bytes = Files.readAllBytes(file("java.base/java/lang/String.class"));

        ClassSummary string = ClassFile.parse(bytes, READ_AT);

        assertThat(string.sizeBytes()).isEqualTo(bytes.length);
        assertThat(string.readAt()).isEqualTo(READ_AT);
    }

    @Test
    void parse_interface_hasItsSuperinterfaces() throws IOException {
        ClassSummary list = parse(java.util.List.class);

        assertThat(list.kind()).isEqualTo(ClassKind.INTERFACE);
        assertThat(list.superclass()).isEqualTo("java.lang.Object");
        assertThat(list.interfaces()).hasSize(java.util.List.class.getInterfaces().length);
    }

    @Test
    void parse_annotation_isNotAnInterface() throws IOException {
        assertThat(parse(Override.class).kind()).isEqualTo(ClassKind.ANNOTATION);
    }

    @Test
    void parse_enum_isOne() throws IOException {
        ClassSummary timeUnit = parse(TimeUnit.class);

        assertThat(timeUnit.kind()).isEqualTo(ClassKind.ENUM);
        assertThat(timeUnit.superclass()).isEqualTo("java.lang.Enum");
    }

    @Test
    void parse_record_isOne() throws IOException {
        byte[] bytes;
        try (var in = ClassSummary.class.getResourceAsStream("ClassSummary.class")) {
            assertThat(in).isNotNull();
            bytes = in.readAllBytes();
        }

        ClassSummary summary = ClassFile.parse(bytes, READ_AT);

        assertThat(summary.kind()).isEqualTo(ClassKind.RECORD);
        assertThat(summary.superclass()).isEqualTo("java.lang.Record");
        assertThat(summary.interfaces()).containsExactly("java.io.Serializable");
    }

    @Test
    void parse_moduleInfo_isAModule() throws IOException {
        ClassSummary module = ClassFile.parse(Files.readAllBytes(file("java.base/module-info.class")), READ_AT);

        assertThat(module.name()).isEqualTo("module-info");
        assertThat(module.kind()).isEqualTo(ClassKind.MODULE);
        assertThat(module.superclass()).isNull();
        assertThat(module.methods()).isZero();
    }

    @Test
    void parse_longsAndDoublesInThePool_takeTwoIndexes() throws IOException {
        ClassSummary random = parse(ThreadLocalRandom.class);

        assertThat(random.superclass()).isEqualTo("java.util.Random");
    }

    @Test
    void parse_everyTenthClassOfThisJdk_isTheOneAskedFor() {
        ClassIndex index = ClassIndex.ofThisJdk();
        ClassFileLoader loader = new ClassFileLoader();

        for (int i = 0; i < index.names().size(); i += 10) {
            String name = index.names().get(i);
            ClassSummary summary = Objects.requireNonNull(loader.load(name), name);
            assertThat(summary.name()).isEqualTo(name);
        }
    }

    @Test
    void parse_otherBytes_saysThatTheyAreNoClassFile() {
        assertThatThrownBy(() ->
                        ClassFile.parse("<html></html>".getBytes(java.nio.charset.StandardCharsets.UTF_8), READ_AT))
                .isInstanceOf(IOException.class)
                .hasMessage("not a class file: magic=0x3c68746d");
    }

    @Test
    void parse_cutOff_throws() throws IOException {
        byte[] bytes = Files.readAllBytes(file("java.base/java/lang/Object.class"));

        for (int lengthBytes : new int[] {0, 3, 9, 100, bytes.length / 2}) {
            assertThatThrownBy(() -> ClassFile.parse(Arrays.copyOf(bytes, lengthBytes), READ_AT))
                    .as("lengthBytes=" + lengthBytes)
                    .isInstanceOf(IOException.class);
        }
    }

    private static ClassSummary parse(Class<?> type) throws IOException {
        String path = type.getModule().getName() + "/" + type.getName().replace('.', '/') + ".class";
        return ClassFile.parse(Files.readAllBytes(file(path)), READ_AT);
    }

    private static Path file(String inModules) {
        return Path.of(URI.create("jrt:/" + inModules));
    }
}
