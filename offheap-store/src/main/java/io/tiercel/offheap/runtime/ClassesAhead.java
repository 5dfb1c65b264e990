package io.tiercel.offheap.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tiercel.jvm.DetachedThread;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;

/**
 * Loads the classes that the first tier is going to need while the thread that wants it starts to run those that are there
 * already: to read and to define some three hundred classes takes a good part of the time until it is open. None is
 * initialized. What the list lacks is loaded when it is needed, and what is no more is passed over.
 */
final class ClassesAhead {

    private static final String LIST = "/META-INF/tiercel/chronicle.classes";

    private ClassesAhead() {}

    /** Starts to load, and returns. */
    static void load(ClassLoader loader) {
        DetachedThread.of("tiercel-classes-ahead", () -> loadAll(loader)).start();
    }

    private static void loadAll(ClassLoader loader) {
        try (InputStream list = ClassesAhead.class.getResourceAsStream(LIST)) {
            if (list != null) {
                BufferedReader names = new BufferedReader(new InputStreamReader(list, UTF_8));
                for (String name = names.readLine(); name != null; name = names.readLine()) {
                    load(loader, name);
                }
            }
        } catch (IOException e) { // then they are loaded one by one, by who needs them
            System.getLogger(ClassesAhead.class.getName())
                    .log(System.Logger.Level.DEBUG, "The list of classes cannot be read", e);
        }
    }

    private static void load(ClassLoader loader, String name) {
        try {
            Class.forName(name, /* initialize= */ false, loader);
        } catch (ClassNotFoundException | LinkageError e) { // who needs it says so better
            System.getLogger(ClassesAhead.class.getName())
                    .log(System.Logger.Level.DEBUG, "There is no class that a list says is needed", e);
        }
    }
}
