package mnisteval;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.function.Function;
import mnisteval.weights.layers.Interpretation;
import mnisteval.weights.layers.Layout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which package may use which, and that neither packages nor classes use each other in a circle.
 */
final class ArchitectureTest {
  private static final JavaClasses CLASSES = mainClasses();

  private static final String[] ROOMS = {
    "cli", "report", "evaluation", "weights", "network", "idx", "picture", "input"
  };

  private static JavaClasses mainClasses() {
    // The classes of the JDK and of libraries need not be read too: their names are enough.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
        .importPackages("mnisteval");
  }

  @ParameterizedTest
  @CsvSource({
    "cli, report evaluation weights network idx picture input",
    "report, evaluation network idx input",
    "evaluation, network idx input",
    "weights, network input",
    "network,",
    "idx, input",
    "picture, input",
    "input,",
  })
  void roomsUseOnlyRoomsBelowThem(String room, String below) {
    DescribedPredicate<JavaClass> usable = resideInAPackage(within(room));
    if (below != null) {
      usable = usable.or(resideInAnyPackage(within(below.split(" "))));
    }
    if (room.equals("report")) {
      usable = usable.or(belongToAnyOf(Interpretation.class, Layout.class));
    }
    noClasses()
        .that()
        .resideInAPackage(within(room))
        .should()
        .dependOnClassesThat(resideInAPackage("mnisteval..").and(not(usable)))
        .check(CLASSES);
  }

  private static String within(String room) {
    return "mnisteval." + room + "..";
  }

  private static String[] within(String... rooms) {
    return Arrays.stream(rooms).map(ArchitectureTest::within).toArray(String[]::new);
  }

  @Test
  void packagesAreFreeOfCircles() {
    slicedBy("package", JavaClass::getPackageName).check(CLASSES);
  }

  @Test
  void classesAreFreeOfCircles() {
    slicedBy("class", ArchitectureTest::outermost).check(CLASSES);
  }

  /**
   * The class that others are nested in, which may use each other; so may what is made of a
   * template and the class whose values it shows.
   */
  private static String outermost(JavaClass javaClass) {
    return javaClass
        .getName()
        .split("\\$")[0]
        .replace(".page.ReportPage", ".page.HtmlReport")
        .replace(".page.DrawingPage", ".page.Drawing");
  }

  private static ArchRule slicedBy(String what, Function<JavaClass, String> name) {
    return slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                return javaClass.getName().startsWith("mnisteval.")
                    ? SliceIdentifier.of(name.apply(javaClass))
                    : SliceIdentifier.ignore();
              }

              @Override
              public String getDescription() {
                return "each " + what;
              }
            })
        .namingSlices("$1")
        .should()
        .beFreeOfCycles();
  }

  @Test
  void everyClassButMainHasARoom() {
    classes()
        .that(not(belongToAnyOf(Main.class)).and(not(simpleName("package-info"))))
        .should()
        .resideInAnyPackage(within(ROOMS))
        .check(CLASSES);
  }

  @Test
  void onlyCommandsUsePicocli() {
    noClasses()
        .that()
        .resideOutsideOfPackage("mnisteval.cli..")
        .should()
        .dependOnClassesThat(resideInAPackage("picocli.."))
        .check(CLASSES);
  }

  @Test
  void onlyMainEndsTheJvm() {
    noClasses()
        .that(not(belongToAnyOf(Main.class)))
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(CLASSES);
  }

  @Test
  void classesAreNamedForWhatTheyAre() {
    noClasses().should().haveNameMatching(".*(Utils?|Manager|Impl|Helper)").check(CLASSES);
  }
}
