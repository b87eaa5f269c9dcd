import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import mnisteval.Main;
import mnisteval.cli.ManualPages;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Makes the distribution of the plain jar: a module of the same classes, a runtime that has it and
 * no more of the JDK than it needs, an archive of loaded classes, the files that runs read, and a
 * launcher.
 */
final class MakeDistribution {
  /** Classes of earlier versions have no stack maps, and go through the old verifier each time. */
  private static final int FIRST_WITH_STACK_MAPS = Opcodes.V1_6;

  private static final String ZIPPED = ".gz";
  private static final int CLASS_VERSION = 6;
  private static final int EC_IN_BASE = 22;

  private final Path project;
  private final Path jar;
  private final Path work;
  private final Path home;

  private MakeDistribution(Path project, Path jar, Path folder) {
    this.project = project;
    this.jar = jar;
    this.work = folder.resolve("work");
    this.home = folder.resolve("mnist-eval");
  }

  /** Needs the folder of the project, the plain jar, and the folder that the distribution is in. */
  public static void main(String[] args) throws Exception {
    new MakeDistribution(Path.of(args[0]), Path.of(args[1]), Path.of(args[2])).make();
  }

  private void make() throws Exception {
    delete(work);
    delete(home);
    Path classes = Files.createDirectories(work.resolve("module"));
    unpack(classes);
    compileModule(classes);
    link(classes);
    Path input = Files.createDirectories(work.resolve("training"));
    prepareTraining(input);
    boolean cache = Boolean.getBoolean("dist.aot");
    archive(input, cache);
    addLauncher(cache);
    addNotices();
    addManuals();
    addCompletion();
    delete(work);
  }

  /** The jar, but that picocli has stack maps, and images lie unzipped in a folder of their own. */
  private void unpack(Path classes) throws IOException {
    URL[] path = {jar.toUri().toURL()};
    try (JarFile in = new JarFile(jar.toFile());
        URLClassLoader loader = new URLClassLoader(path)) {
      for (JarEntry entry : Collections.list(in.entries())) {
        if (!entry.isDirectory() && !entry.getName().equals("META-INF/MANIFEST.MF")) {
          Path file = place(entry, classes);
          Files.createDirectories(file.getParent());
          Files.write(file, unpacked(in, entry, loader));
        }
      }
    }
  }

  /** What runs read: a file is opened in less time than what lies among a runtime's classes. */
  private Path place(JarEntry entry, Path classes) {
    Path file = classes.resolve(entry.getName());
    String name = file.getFileName().toString();
    if (!entry.getName().matches("mnisteval/.*\\.(txt|css|js|gz|runs)")) {
      return file;
    }
    int length = name.length() - (name.endsWith(ZIPPED) ? ZIPPED.length() : 0);
    return home.resolve("data").resolve(name.substring(0, length));
  }

  private static byte[] unpacked(JarFile in, JarEntry entry, ClassLoader loader)
      throws IOException {
    byte[] bytes;
    try (InputStream stream = in.getInputStream(entry)) {
      bytes = stream.readAllBytes();
    }
    if (entry.getName().endsWith(ZIPPED)) {
      return new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
    }
    if (entry.getName().endsWith(".class")) {
      int version = (bytes[CLASS_VERSION] & 0xff) << 8 | bytes[CLASS_VERSION + 1] & 0xff;
      return version < FIRST_WITH_STACK_MAPS ? withStackMaps(bytes, loader) : bytes;
    }
    return bytes;
  }

  private static byte[] withStackMaps(byte[] bytes, ClassLoader loader) {
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected ClassLoader getClassLoader() {
            return loader;
          }
        };
    ClassVisitor raise =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(int v, int access, String name, String s, String sup, String[] i) {
            super.visit(Opcodes.V17, access, name, s, sup, i);
          }
        };
    new ClassReader(bytes).accept(raise, ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  private void compileModule(Path classes) {
    Path sources = project.resolve("src/dist/module");
    tool(
        "javac",
        "--release=17",
        "-Xlint:all,-options,-requires-automatic",
        "-Werror",
        "-d",
        classes.toString(),
        "--patch-module",
        "mnisteval=" + classes,
        sources.resolve("module-info.java").toString(),
        sources.resolve("mnisteval/Training.java").toString());
  }

  /** Not compressed: what is read at the start needn't be unpacked. */
  private void link(Path classes) throws IOException {
    Path module = work.resolve("mnisteval.jar"); // jar writes down the module's packages
    String version = "--module-version=" + version();
    tool("jar", "--create", "--file=" + module, version, "-C", classes.toString(), ".");
    String modules = "mnisteval";
    if (Runtime.version().feature() < EC_IN_BASE) {
      modules += ",jdk.crypto.ec"; // for https; later part of java.base
    }
    tool(
        "jlink",
        "--module-path=" + module,
        "--add-modules=" + modules,
        "--strip-java-debug-attributes",
        "--no-header-files",
        "--no-man-pages",
        "--output=" + home.resolve("runtime"));
    Path commands = home.resolve("runtime/bin");
    for (Path command : files(commands)) {
      if (!command.equals(commands.resolve("java"))) {
        Files.delete(command);
      }
    }
  }

  private String version() throws IOException {
    try (JarFile in = new JarFile(jar.toFile())) {
      return in.getManifest().getMainAttributes().getValue(Name.IMPLEMENTATION_VERSION);
    }
  }

  private void prepareTraining(Path input) throws IOException {
    Path networks = project.resolve("src/test/resources/mnisteval/fuzz/WeightsFileFuzzTestInputs");
    Files.copy(
        networks.resolve("readsANetworkOrRefuses/compressed.npz"), input.resolve("network.npz"));
    BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 4; y < 24; y++) {
      picture.setRGB(14, y, 0xffffff);
    }
    ImageIO.write(picture, "png", input.resolve("picture.png").toFile());
  }

  private void archive(Path input, boolean cache) throws Exception {
    Path made = work.resolve("classes");
    Path lib = home.resolve("runtime/lib");
    String[] train = {
      "-Dmnisteval.data=" + home.resolve("data"),
      "-m",
      "mnisteval/mnisteval.Training",
      project.resolve("data/example_weight.pkl").toString(),
      input.toString()
    };
    String[] main = {"-m", "mnisteval/mnisteval.Main"};
    if (cache) {
      java(List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + made), train);
      String to = "-XX:AOTCache=" + lib.resolve("mnist-eval.aot");
      java(List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + made, to), main);
    } else {
      java(List.of("-Xshare:off", "-XX:DumpLoadedClassList=" + made), train);
      // Where the JVM looks for it unasked.
      String to = "-XX:SharedArchiveFile=" + lib.resolve("server/classes.jsa");
      java(List.of("-Xshare:dump", "-XX:SharedClassListFile=" + made, to), main);
    }
  }

  private void java(List<String> options, String... program) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("runtime/bin/java").toString());
    command.addAll(options);
    command.addAll(List.of(program));
    Path log = work.resolve("log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    if (builder.redirectOutput(log.toFile()).start().waitFor() != 0) {
      throw new IOException(String.join(" ", command) + "\n" + Files.readString(log));
    }
  }

  private void addLauncher(boolean cache) throws IOException {
    List<String> options = new ArrayList<>();
    options.add("-XX:+UseSerialGC -XX:-UsePerfData");
    // C2 takes 10 ms for each method that this loop is inlined into, as long as a short run has.
    options.add("-XX:CompileCommand=quiet");
    options.add("-XX:CompileCommand=dontinline,mnisteval.network.ForwardPass::add");
    // Twice the defaults for calls and eight times for loops, at which C2 compiles what a short run
    // is nearly done with by then.
    options.add("-XX:Tier4InvocationThreshold=10000 -XX:Tier4MinInvocationThreshold=1200");
    options.add("-XX:Tier4CompileThreshold=30000 -XX:Tier4BackEdgeThreshold=320000");
    options.add("-Dmnisteval.data=\"$home/data\"");
    if (cache) {
      options.add("-XX:AOTCache=\"$home/runtime/lib/mnist-eval.aot\"");
    }
    String text = Files.readString(project.resolve("src/dist/bin/mnist-eval"));
    Path launcher = Files.createDirectories(home.resolve("bin")).resolve("mnist-eval");
    Files.writeString(launcher, text.replace("@JVM_OPTIONS@", String.join(" \\\n  ", options)));
    if (!launcher.toFile().setExecutable(true, false)) {
      throw new IOException(launcher + ": cannot be made executable");
    }
  }

  private void addNotices() throws IOException {
    Files.copy(project.resolve("LICENSE"), home.resolve("LICENSE"));
    Path info = work.resolve("module/META-INF");
    for (Path file : files(info)) {
      if (file.toString().matches(".*(LICENSE|NOTICE|THIRD-PARTY)[^/]*")
          && !file.equals(info.resolve("LICENSE"))) {
        Path copy = home.resolve("legal").resolve(info.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Files.copy(project.resolve("src/dist/README"), home.resolve("README"));
  }

  private void addManuals() throws IOException {
    String date = System.getProperty("dist.date");
    String title = "mnist-eval " + version();
    ManualPages.write(title, date, work.resolve("manuals"), home.resolve("share/man/man1"));
  }

  /** The script is where bash looks for it; zsh calls a function that sources it first. */
  private void addCompletion() throws IOException {
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(script, false, UTF_8);
    if (Main.run(new String[] {"generate-completion"}, System.in, out, System.err) != 0) {
      throw new IOException("generate-completion failed");
    }
    Path bash = home.resolve("share/bash-completion/completions/mnist-eval");
    Files.createDirectories(bash.getParent());
    Files.write(bash, script.toByteArray());
    Path zsh = home.resolve("share/zsh/site-functions/_mnist-eval");
    Files.createDirectories(zsh.getParent());
    Files.copy(project.resolve("src/dist/_mnist-eval"), zsh);
  }

  private static void tool(String name, String... arguments) {
    ToolProvider tool = ToolProvider.findFirst(name).orElseThrow();
    int code = tool.run(System.out, System.err, arguments);
    if (code != 0) {
      throw new IllegalStateException(name + " ended with " + code);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> paths = Files.walk(folder)) {
        paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }
}
