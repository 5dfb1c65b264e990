package io.tiercel.configuration.yaml;

import io.tiercel.configuration.ManagerSettings;
import io.tiercel.configuration.OptionalModule;
import java.util.Map;
import java.util.Set;

/** Reads settings from a text, as if from a file {@code test.yaml}, without optional modules. */
public final class TestYaml {

    private TestYaml() {}

    public static ManagerSettings read(String yaml) {
        return read(yaml, Map.of(), Set.of());
    }

    public static ManagerSettings read(String yaml, Map<String, String> variables, Set<OptionalModule> modules) {
        return YamlConfiguration.parse("test.yaml", yaml, modules, new Substitution(variables::get));
    }
}
