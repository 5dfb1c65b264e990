package io.tiercel.configuration.yaml;

import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.ManagerSettings;
import io.tiercel.configuration.OptionalModule;
import io.tiercel.configuration.Place;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds and reads the configuration that the URI of a cache manager names:
 *
 * <ul>
 *   <li>{@code tiercel:default}: what the system property {@code tiercel.config} names, a URI or a path; without it the
 *       class-path resource {@code tiercel.yaml}; without that the built-in defaults, and no YAML class is loaded;
 *   <li>{@code classpath:name}: a resource of the class loader;
 *   <li>{@code file:}, {@code jar:}, a jar within a jar, or what else the JVM opens as a URL, except for remote ones;
 *   <li>without a scheme: a path in the file system.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class ConfigurationLoader {

    /** The URI that stands for the default configuration. */
    public static final URI DEFAULT_URI = URI.create("tiercel:default");

    /** The system property that names another default configuration. */
    public static final String PROPERTY = "tiercel.config";

    /** The class-path resource that is the default configuration if it exists. */
    public static final String RESOURCE = "tiercel.yaml";

    private static final Set<String> REMOTE = Set.of("http", "https", "ftp");

    /** The JVM asks another machine for such a file, by FTP. */
    private static final String FILE_OF_A_HOST = "(?i)file://(?!localhost/)[^/].*";

    private static final String ALLOWED =
            "tiercel:default, classpath:, file:, jar: or a path (a configuration is not fetched over a network)";

    private final ClassLoader classLoader;
    private final Set<OptionalModule> modules;

    /** Creates a loader that finds resources in a class loader, and allows for keys of the modules that are present. */
    public ConfigurationLoader(ClassLoader classLoader, Set<OptionalModule> modules) {
        this.classLoader = classLoader;
        this.modules = Set.copyOf(modules);
    }

    /**
     * Returns what the URI names, and what the properties of the manager say instead: {@code tiercel.off-heap-pool} says what
     * {@code manager: off-heap-pool} says in the file, and so do others that are named alike.
     *
     * @throws ConfigurationException if the URI names nothing that can be read, if what it names is wrong, or if a property
     *     that begins with {@code tiercel.} is
     */
    public ManagerSettings load(URI uri, Properties properties) {
        return ManagerProperties.over(find(uri), properties, new Value.Context(Substitution.ofJvm(), modules));
    }

    private ManagerSettings find(URI uri) {
        if (!uri.equals(DEFAULT_URI)) {
            return read(locate(uri.toString()));
        }
        String property = System.getProperty(PROPERTY);
        if (property != null && !property.isBlank()) {
            return read(locate(property));
        }
        URL resource = classLoader.getResource(RESOURCE);
        return resource == null ? ManagerSettings.builtIn() : read(resource);
    }

    private URL locate(String location) {
        try {
            String scheme = scheme(location);
            if (scheme == null) {
                return Path.of(location).toUri().toURL();
            }
            if (scheme.equals("classpath")) {
                return resource(location);
            }
            if (isRemote(location) || scheme.equals("tiercel")) {
                throw new ConfigurationException(placeOf(location), "cannot be read; allowed here: " + ALLOWED);
            }
            return new URI(location).toURL();
        } catch (URISyntaxException | MalformedURLException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    placeOf(location),
                    "is nothing that can be opened: " + e.getMessage() + "; allowed here: " + ALLOWED,
                    e);
        }
    }

    /** Returns whether another machine would be asked for it, or for the archive that it is in. */
    private static boolean isRemote(String location) {
        String rest = location;
        String scheme = scheme(rest);
        while (scheme != null && !REMOTE.contains(scheme) && !scheme.equals("file")) {
            rest = rest.substring(scheme.length() + 1);
            scheme = scheme(rest);
        }
        return scheme != null && (REMOTE.contains(scheme) || rest.matches(FILE_OF_A_HOST));
    }

    private URL resource(String location) {
        String name = location.substring("classpath:".length()).replaceFirst("^/+", "");
        URL resource = classLoader.getResource(name);
        if (resource == null) {
            throw new ConfigurationException(
                    placeOf(location), "is not found by the class loader of the cache manager");
        }
        return resource;
    }

    private ManagerSettings read(URL url) {
        String source = url.getProtocol().equals("file") ? url.getPath() : url.toString();
        if (source.endsWith("/") || isDirectory(url)) {
            throw new ConfigurationException(placeOf(source), "is a directory, not a file");
        }
        try {
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false); // a cached jar would stay open, and be read as it was
            try (InputStream in = connection.getInputStream()) {
                return YamlConfiguration.read(source, in, modules);
            }
        } catch (IOException e) {
            throw new ConfigurationException(placeOf(source), "cannot be read: " + e, e);
        }
    }

    private static boolean isDirectory(URL url) {
        try {
            return url.getProtocol().equals("file") && Files.isDirectory(Path.of(url.toURI()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return false; // opening it will say what is wrong with it
        }
    }

    /** Returns the scheme, or null for a path; one letter before a colon is a drive, not a scheme. */
    private static @Nullable String scheme(String location) {
        int colon = location.indexOf(':');
        boolean wellFormed = colon > 1 && location.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*");
        return wellFormed ? location.substring(0, colon).toLowerCase(Locale.ROOT) : null;
    }

    private static Place placeOf(String location) {
        return new Place(location, 0, 0, "");
    }
}
