package io.tiercel.configuration.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.ManagerSettings;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigurationLoaderTest {

    private static final String YAML = "caches: { users: {} }";

    @TempDir
    Path directory;

    @AfterEach
    void clearProperty() {
        System.clearProperty(ConfigurationLoader.PROPERTY);
    }

    @Test
    void load_defaultWithoutAResource_isBuiltIn() throws Exception {
        assertThat(load(ConfigurationLoader.DEFAULT_URI)).isEqualTo(ManagerSettings.builtIn());
    }

    @Test
    void load_defaultWithAResource_readsIt() throws Exception {
        write("tiercel.yaml");
        assertThat(load(ConfigurationLoader.DEFAULT_URI).exact()).containsOnlyKeys("users");
    }

    @Test
    void load_defaultWithTheProperty_readsWhatItNames() throws Exception {
        write("tiercel.yaml");
        Path other = Files.writeString(directory.resolve("other.yaml"), "caches: { orders: {} }");
        for (String location : new String[] {other.toString(), other.toUri().toString(), "classpath:other.yaml"}) {
            System.setProperty(ConfigurationLoader.PROPERTY, location);
            assertThat(load(ConfigurationLoader.DEFAULT_URI).exact()).containsOnlyKeys("orders");
        }
    }

    @Test
    void load_otherUriWithTheProperty_readsTheUri() throws Exception {
        System.setProperty(ConfigurationLoader.PROPERTY, "/no/such/file.yaml");
        assertThat(load(write("a.yaml").toUri()).exact()).containsOnlyKeys("users");
    }

    @Test
    void load_pathWithoutAScheme_readsTheFile() throws Exception {
        assertThat(load(new URI(write("a.yaml").toString())).exact()).containsOnlyKeys("users");
    }

    @Test
    void load_file_isTheSource() throws Exception {
        Path file = write("a.yaml");
        assertThat(load(file.toUri()).source()).isEqualTo(file.toString());
    }

    @Test
    void load_entryOfAJar_readsIt() throws Exception {
        Path jar = directory.resolve("app.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry("conf/a.yaml"));
            out.write(YAML.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(load(URI.create("jar:" + jar.toUri() + "!/conf/a.yaml")).exact())
                .containsOnlyKeys("users");
    }

    @Test
    void load_classpathUri_readsTheResource() throws Exception {
        write("a.yaml");
        assertThat(load(URI.create("classpath:/a.yaml")).exact()).containsOnlyKeys("users");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:/no/such/file.yaml", "/no/such/file.yaml", "classpath:no/such.yaml", "tiercel:other"})
    void load_missing_namesIt(String uri) {
        assertThatThrownBy(() -> load(URI.create(uri)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(uri.replace("file:", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/tiercel.yaml",
                "https://localhost/a",
                "ftp://localhost/a",
                "nothing:at-all",
                "jar:http://localhost/app.jar!/tiercel.yaml",
                "JAR:HTTPS://localhost/app.jar!/tiercel.yaml",
                "jar:jar:http://localhost/app.jar!/lib.jar!/tiercel.yaml",
                "file://elsewhere/etc/tiercel.yaml",
                "jar:file://elsewhere/app.jar!/tiercel.yaml"
            })
    void load_remoteOrUnknownScheme_saysWhatIsAllowed(String uri) {
        assertThatThrownBy(() -> load(URI.create(uri)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("allowed here: tiercel:default, classpath:, file:, jar: or a path");
    }

    @Test
    void load_directory_isRefused() {
        assertThatThrownBy(() -> load(directory.toUri())).hasMessageContaining("is a directory, not a file");
    }

    @Test
    void load_defaultWithoutAResource_needsNoYamlClasses() throws Exception {
        try (WithoutYaml isolated = new WithoutYaml()) {
            Class<?> type = isolated.loadClass(ConfigurationLoader.class.getName());
            assertThat(type.getClassLoader()).isSameAs(isolated);
            Object loader = type.getConstructor(ClassLoader.class, Set.class).newInstance(isolated, Set.of());
            Object settings = type.getMethod("load", URI.class, Properties.class)
                    .invoke(loader, ConfigurationLoader.DEFAULT_URI, new Properties());
            assertThat(settings).hasToString(ManagerSettings.builtIn().toString());
        }
    }

    private ManagerSettings load(URI uri) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
            return new ConfigurationLoader(loader, Set.of()).load(uri, new Properties());
        }
    }

    private Path write(String name) throws Exception {
        return Files.writeString(directory.resolve(name), YAML);
    }

    /** Loads this project's classes itself, and finds no YAML parser. */
    private static final class WithoutYaml extends URLClassLoader {

        WithoutYaml() {
            super(
                    new URL[] {
                        ConfigurationLoader.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                    },
                    ConfigurationLoaderTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.snakeyaml.")) {
                throw new ClassNotFoundException(name);
            }
            if (name.startsWith("io.tiercel.")) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
