package io.tiercel.offheap.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/** What keeps the application's side and the isolated side apart. */
class IsolationTest {

    private static final String ISOLATED = "io.tiercel.offheap.chronicle..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("META-INF/tiercel/"))
            .importPackages("io.tiercel.offheap");

    @Test
    void chronicle_isKnownToTheIsolatedPackageAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ISOLATED)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("net.openhft..", "org.slf4j..")
                .check(CLASSES);
    }

    @Test
    void applicationsSide_neverNamesAClassOfTheIsolatedOne() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ISOLATED)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ISOLATED)
                .check(CLASSES);
    }

    @Test
    void packages_haveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("io.tiercel.(offheap..)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
