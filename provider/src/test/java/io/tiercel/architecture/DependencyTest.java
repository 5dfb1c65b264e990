package io.tiercel.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which package may know which. */
class DependencyTest {

    private static final String ROOT = "io.tiercel";

    /** From the bottom to the top; a package may use those before it. */
    private static final List<String> LAYERS = List.of(
            "io.tiercel.jvm",
            "io.tiercel.time",
            "io.tiercel.folder",
            "io.tiercel.key",
            "io.tiercel.schedule",
            "io.tiercel.concurrent",
            "io.tiercel.tag",
            "io.tiercel.serialize",
            "io.tiercel.store",
            "io.tiercel.sweep",
            "io.tiercel.heap",
            "io.tiercel.expiry",
            "io.tiercel.event",
            "io.tiercel.statistics",
            "io.tiercel.tier",
            "io.tiercel.freshness",
            "io.tiercel.load",
            "io.tiercel.write",
            "io.tiercel.write.log",
            "io.tiercel.write.behind",
            "io.tiercel.rule",
            "io.tiercel.configuration",
            "io.tiercel.configuration.yaml",
            "io.tiercel.warming",
            "io.tiercel.engine",
            "io.tiercel.management",
            ROOT);

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void packages_haveNoCycles() {
        SlicesRuleDefinition.slices()
                .assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                        return SliceIdentifier.of(javaClass.getPackageName());
                    }

                    @Override
                    public String getDescription() {
                        return "packages";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void packages_areAllLayers() {
        Set<String> packages = CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

        assertThat(packages).containsExactlyInAnyOrderElementsOf(LAYERS);
    }

    @Test
    void layers_useOnlyLowerOnes() {
        Set<String> upwards = new TreeSet<>();
        for (JavaClass origin : CLASSES) {
            for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                int target = LAYERS.indexOf(dependency.getTargetClass().getPackageName());
                if (target > LAYERS.indexOf(origin.getPackageName())) {
                    upwards.add(dependency.getDescription());
                }
            }
        }
        assertThat(upwards).isEmpty();
    }

    @Test
    void librariesOfOtherModules_areUnknownHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("net.openhft..", "org.jgroups..", "info.picocli..")
                .check(CLASSES);
    }

    @Test
    void libraries_areKnownInOnePackageEach() {
        onlyIn("io.tiercel.configuration.yaml", "org.snakeyaml..");
        onlyIn("io.tiercel.serialize", "org.apache.fory..");
    }

    private static void onlyIn(String owner, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(owner)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    @Test
    void classes_writeToNoStandardStream() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
    }
}
