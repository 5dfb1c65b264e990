package io.tiercel.offheap.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications in one JVM, each with our classes in a class loader of its own, as in a server. */
class ApplicationLoadersTest {

    @TempDir
    private Path folder;

    @Test
    void twoApplications_haveARuntimeEach() throws Exception {
        Path jar = ClassPaths.jarOf(ClassPaths.ownClasses(), folder.resolve("own.jar"));

        try (URLClassLoader one = application(jar);
                URLClassLoader other = application(jar)) {
            assertThat(one.loadClass(ChronicleRuntime.class.getName()))
                    .isNotEqualTo(other.loadClass(ChronicleRuntime.class.getName()));
            assertThatCode(() -> openMap(one)).doesNotThrowAnyException();
            assertThatCode(() -> openMap(other)).doesNotThrowAnyException();
        }
    }

    @Test
    void chronicle_isNowhereOnTheClassPathOfAnApplication() throws Exception {
        try (URLClassLoader application = application(ClassPaths.ownClasses())) {
            assertThat(application.getResource("net/openhft")).isNull();
            assertThat(application.getResource("org/slf4j")).isNull();
        }
    }

    private static URLClassLoader application(Path own) throws IOException {
        List<URL> urls = new ArrayList<>();
        urls.add(url(own));
        for (Path library : ClassPaths.libraries()) {
            urls.add(url(library));
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    private static void openMap(ClassLoader application) throws ReflectiveOperationException {
        application
                .loadClass(OpenMain.class.getName())
                .getMethod("main", String[].class)
                .invoke(null, (Object) new String[0]);
    }
}
