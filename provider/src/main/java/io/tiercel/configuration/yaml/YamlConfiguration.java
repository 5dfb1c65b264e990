package io.tiercel.configuration.yaml;

import io.tiercel.configuration.ManagerCheck;
import io.tiercel.configuration.ManagerSettings;
import io.tiercel.configuration.OptionalModule;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** Turns the YAML of one file into the settings of a manager. */
final class YamlConfiguration {

    private YamlConfiguration() {}

    static ManagerSettings read(String source, InputStream in, Set<OptionalModule> modules) throws IOException {
        return parse(source, SourceText.read(source, in), modules, Substitution.ofJvm());
    }

    static ManagerSettings parse(String source, String text, Set<OptionalModule> modules, Substitution substitution) {
        YamlNode root = YamlTree.parse(source, text);
        Value.Context context = new Value.Context(substitution, modules);
        return ManagerCheck.check(RootKeys.read(source, new Value(root, context)), modules);
    }
}
