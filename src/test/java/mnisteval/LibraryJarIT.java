package mnisteval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar that Maven installs: our classes and nobody else's, and no say in what is logged. */
final class LibraryJarIT {
  private static final Path JAR = Path.of(System.getProperty("mnisteval.library"));

  @Test
  void holdsOnlyWhatIsOurs() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> others =
          jar.stream()
              .filter(entry -> !entry.isDirectory())
              .map(ZipEntry::getName)
              .filter(name -> !name.startsWith("mnisteval/"))
              .filter(name -> !name.startsWith("META-INF/maven/mnisteval/mnist-eval/"))
              .sorted()
              .toList();
      assertEquals(
          List.of("META-INF/LICENSE", "META-INF/MANIFEST.MF", "META-INF/THIRD-PARTY.txt"), others);
    }
  }

  @Test
  void holdsTheTestSet() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertNotNull(jar.getEntry("mnisteval/data/t10k-images-idx3-ubyte.gz"));
    }
  }

  @Test
  void namesItsModuleAndVersion() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Attributes attributes = jar.getManifest().getMainAttributes();
      assertEquals("mnisteval", attributes.getValue("Automatic-Module-Name"));
      assertEquals(
          System.getProperty("mnisteval.version"), attributes.getValue("Implementation-Version"));
    }
  }
}
