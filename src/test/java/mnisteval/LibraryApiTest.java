package mnisteval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The API of the library: the public types and members of the packages that say so, but for those
 * that are marked {@code @hidden}. It is what src/docs/library.md lists and javadoc shows.
 */
final class LibraryApiTest {
  private static final Path SOURCES = Path.of("src/main/java");

  private static final Pattern OURS =
      Pattern.compile("\\bmnisteval(?:\\.[a-z0-9]+)*(?:\\.[A-Z]\\w*)+");

  private static Elements elements;

  private static List<TypeElement> types;

  @BeforeAll
  static void readSources() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> paths = Files.walk(SOURCES)) {
      List<Path> java = paths.filter(path -> path.toString().endsWith(".java")).toList();
      List<String> options = List.of("-proc:none", "-cp", System.getProperty("java.class.path"));
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, options, null, files.getJavaFileObjectsFromPaths(java));
      elements = task.getElements();
      types = new ArrayList<>();
      for (Element element : task.analyze()) {
        if (element instanceof TypeElement type && !type.getNestingKind().isNested()) {
          types.add(type);
        }
      }
    }
  }

  @Test
  void isWhatThePageLists() throws IOException {
    String page = Files.readString(Path.of("src/docs/library.md"));
    Set<String> listed = new TreeSet<>();
    String table = page.substring(page.indexOf("| package of `mnisteval` |"));
    for (String row : table.lines().filter(row -> row.startsWith("| `")).toList()) {
      String[] cells = row.replace("`", "").split(" *\\| *");
      for (String name : cells[2].split(", ")) {
        listed.add("mnisteval." + cells[1] + "." + name);
      }
    }
    assertEquals(listed, new TreeSet<>(api().map(Object::toString).toList()));
  }

  @Test
  void mentionsOnlyItself() {
    Set<String> names =
        api().flatMap(LibraryApiTest::withNested).map(Object::toString).collect(Collectors.toSet());
    List<String> others = new ArrayList<>();
    api()
        .flatMap(LibraryApiTest::withNested)
        .forEach(
            type ->
                signatures(type)
                    .flatMap(text -> OURS.matcher(text).results().map(MatchResult::group))
                    .filter(name -> !names.contains(name))
                    .forEach(name -> others.add(type + " mentions " + name)));
    assertEquals(List.of(), others);
  }

  @Test
  void isInPackagesThatJavadocShows() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String list = pom.replaceAll("(?s).*<excludePackageNames>(.*)</excludePackageNames>.*", "$1");
    List<String> excluded = List.of(list.strip().split("\\s*,\\s*"));
    for (PackageElement element : types.stream().map(elements::getPackageOf).distinct().toList()) {
      String comment = elements.getDocComment(element);
      boolean internal = comment.contains("Internal: not part of the API of the library.");
      assertTrue(internal || comment.contains("API of the library."), element + ": " + comment);
      String above = element.toString().replaceAll("\\.\\w+$", ".*");
      assertEquals(
          internal,
          excluded.contains(element.toString()) || excluded.contains(above),
          element.toString());
    }
  }

  private static Stream<TypeElement> api() {
    return types.stream()
        .filter(type -> elements.getDocComment(elements.getPackageOf(type)).contains("<p>API"))
        .filter(LibraryApiTest::isShown);
  }

  /** Returns whether javadoc shows an element that is in something that it shows. */
  private static boolean isShown(Element element) {
    boolean visible =
        element.getModifiers().contains(Modifier.PUBLIC)
            || element.getModifiers().contains(Modifier.PROTECTED);
    String comment = elements.getDocComment(element);
    return visible && (comment == null || !comment.contains("@hidden"));
  }

  private static Stream<TypeElement> withNested(TypeElement type) {
    return Stream.concat(
        Stream.of(type),
        ElementFilter.typesIn(type.getEnclosedElements()).stream()
            .filter(LibraryApiTest::isShown)
            .flatMap(LibraryApiTest::withNested));
  }

  /** Returns the types that a type extends, and those of its members that are shown. */
  private static Stream<String> signatures(TypeElement type) {
    List<String> texts = new ArrayList<>();
    texts.add(type.getSuperclass().toString());
    type.getInterfaces().forEach(each -> texts.add(each.toString()));
    for (Element member : type.getEnclosedElements()) {
      if (isShown(member) && member instanceof ExecutableElement method) {
        texts.add(method.asType().toString());
        method.getThrownTypes().forEach(each -> texts.add(each.toString()));
      } else if (isShown(member) && member.getKind().isField()) {
        texts.add(member.asType().toString());
      } else if (member.getKind() == ElementKind.RECORD_COMPONENT) {
        texts.add(member.asType().toString());
      }
    }
    return texts.stream();
  }
}
