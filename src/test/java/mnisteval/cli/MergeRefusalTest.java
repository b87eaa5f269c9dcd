package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mnisteval.PickledNetwork;
import mnisteval.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What merge refuses: one line that names the files, exit code 3, and nothing is written. */
final class MergeRefusalTest {
  @TempDir Path folder;
  private String zeros;
  private String first;
  private String second;

  @BeforeEach
  void writeParts() throws IOException {
    zeros = network("zeros.pkl", 0);
    first = part("a.json", zeros, "--limit", "4000");
    second = part("b.json", zeros, "--offset", "4000");
  }

  private String network(String name, double bias) throws IOException {
    double[] biases = new double[10];
    biases[3] = bias;
    PickledNetwork network = new PickledNetwork().zeros("W1", 784, 10);
    return Files.write(folder.resolve(name), network.vector("b1", biases).bytes()).toString();
  }

  private String part(String name, String... arguments) {
    String part = folder.resolve(name).toString();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--quiet", "--partial", part));
    Run.of(all.toArray(String[]::new));
    return part;
  }

  private String edited(String name, String part, String from, String to) throws IOException {
    String text = Files.readString(Path.of(part));
    assertEquals(true, text.contains(from), text);
    return Files.writeString(folder.resolve(name), text.replace(from, to)).toString();
  }

  private static void assertRefused(String message, String... files) {
    List<String> arguments = new ArrayList<>(List.of("merge"));
    arguments.addAll(List.of(files));
    assertEquals(
        new Run(3, "", "mnist-eval: " + message + "\n"), Run.of(arguments.toArray(String[]::new)));
  }

  @Test
  void imagesThatAreThereTwice() {
    String third = part("c.json", zeros, "--offset", "3990", "--limit", "20");
    assertRefused(
        third
            + ": images 3990 to 3999 of "
            + zeros
            + " twice (expected each image once, found them in "
            + first
            + " too)",
        first,
        third);
  }

  @Test
  void theSamePartTwice() {
    assertRefused(
        first
            + ": images 0 to 3999 of "
            + zeros
            + " twice (expected each image once, found them in "
            + first
            + " too)",
        first,
        first);
  }

  @Test
  void imagesThatAreMissingAtTheEnd() {
    assertRefused(
        zeros
            + ": images 4000 to 9999 missing in the parts"
            + " (expected all 10000 images of the file, found 4000)",
        first);
  }

  @Test
  void imagesThatAreMissingAtTheStart() {
    assertRefused(
        zeros
            + ": images 0 to 3999 missing in the parts"
            + " (expected all 10000 images of the file, found 6000)",
        second);
  }

  @Test
  void anImageThatIsMissingBetween() {
    String third = part("c.json", zeros, "--offset", "4001");
    assertRefused(
        zeros
            + ": image 4000 missing in the parts"
            + " (expected all 10000 images of the file, found 9999)",
        third,
        first);
  }

  @Test
  void aNetworkThatLacksAPart() throws IOException {
    String other = network("other.pkl", 1);
    String both = part("c.json", zeros, other, "--offset", "4000");
    assertRefused(
        other
            + ": images 0 to 3999 missing in the parts"
            + " (expected all 10000 images of the file, found 6000)",
        first,
        both);
  }

  @Test
  void anotherFileOfTheSameName() throws IOException {
    network("zeros.pkl", 1);
    String other = part("c.json", zeros, "--offset", "4000");
    Run run = Run.of("merge", first, other);
    String start = other + ": another file of the name " + zeros + " than in " + first;
    assertEquals(3, run.code());
    assertEquals("mnist-eval: " + start, run.err().substring(0, start.length() + 12));
  }

  @Test
  void otherImages() throws IOException {
    String sum = "1a1a05eab793c14bb050b398624a11b0ffd1a2953baed553b1b9bd079e2a20be";
    String other = edited("c.json", second, sum, sum.replace('1', '2'));
    assertRefused(
        other
            + ": another run than "
            + first
            + ": sha256 of the images (expected "
            + sum
            + ", found "
            + sum.replace('1', '2')
            + ")",
        first,
        other);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--activation relu | --activation (expected not given, found relu)",
        "--pixels raw | --pixels (expected not given, found raw)",
        "--pixels auto | --pixels (expected not given, found auto)",
        "--layout in-out | --layout (expected auto, found in-out)",
        "--transpose | --transpose (expected not given, found given)",
        "--class-order 1-9,0 | --class-order (expected not given,"
            + " found [1, 2, 3, 4, 5, 6, 7, 8, 9, 0])",
      })
  void otherOptions(String options, String problem) {
    List<String> arguments = new ArrayList<>(List.of(zeros, "--offset", "4000"));
    arguments.addAll(List.of(options.split(" ")));
    String other = part("c.json", arguments.toArray(String[]::new));
    assertRefused(other + ": another run than " + first + ": " + problem, first, other);
  }

  @Test
  void anotherVersionOfTheProgram() throws IOException {
    String all = part("c.json", zeros);
    String other = edited("d.json", all, "\"version\":\"unpackaged\"", "\"version\":\"0.9\"");
    assertRefused(
        other + ": part of a run of another version of mnist-eval (expected unpackaged, found 0.9)",
        other);
  }

  @Test
  void twoNetworksThatWereNotRunTogether() throws IOException {
    String other = network("other.pkl", 1);
    assertRefused(
        other
            + ": was not run beside "
            + zeros
            + ", so that they can't be compared"
            + " (expected both networks in each of the parts of two)",
        part("c.json", zeros),
        part("d.json", other));
  }

  @Test
  void aPageOfPartsWithoutMistakes() {
    String page = folder.resolve("page.html").toString();
    assertRefused(
        zeros
            + ": no mistakes in a part, which --html shows"
            + " (expected parts of runs with --html beside --partial)",
        first,
        second,
        "--html",
        page);
    assertEquals(false, Files.exists(Path.of(page)));
  }

  @Test
  void aReportOfJson() throws IOException {
    String report = folder.resolve("report.json").toString();
    Run.of(zeros, "--json", report);
    assertRefused(
        report
            + ": no part of a run (expected schema mnist-eval-partial/1 of --partial,"
            + " found mnist-eval/1)",
        report);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"count\":10000 | \"count\":-1 | 1 (expected a whole number from 1 to 4294967295)",
        "\"rows\":28 | \"rows\":null | 1 (expected a whole number from 1 to 2147483647)",
        "\"transposed\":false | \"transposed\":0 | 1 (expected true or false)",
        "\"labels\": | \"other\": | 1 (expected \"networks\" after what all parts have in common)",
        "[[0,4000]] | [[0,4001]] | 2 (expected counts of 4001 images that fit together)",
        "[[0,4000]] | [[4000,4000]] | 2 (expected ranges of images in ascending order,"
            + " the last up to 10000)",
        "[[0,4000]] | [] | 2 (expected a range of images)",
        "\"logLoss\":\"0x | \"logLoss\":\"0xg | 2 (expected an exact sum such as 0x1f3p-52)",
        "\"brier\":\"0x | \"brier\":\"0xffffffff | 2 (expected counts of 4000 images that fit"
            + " together)",
        "\"layout\":\"in-out\" | \"layout\":\"auto\" | 2 (expected the layout in-out or out-in)",
        "\"layers\":[784,10] | \"layers\":[784,300] | 2 (expected layers, the last of at most 256"
            + " units)",
        "\"layers\":[784,10] | \"layers\":[784,9] | 2 (expected an array of at most 9 elements)",
        "\"layers\":[784,10] | \"layers\":[784,11] | 2 (expected an array of 11 elements)",
        "\"fault\":null | \"fault\":{\"image\":1,\"message\":\"m\"} | 2 (expected either \"counted\""
            + " or \"fault\")",
        "\"joined\":[] | \"joined\":{} | 2 (expected an array)",
        "\"joined\":[] | \"joined\":[1] | 2 (expected a text)",
        "\"facts\":{ | \"facts\":[{ | 2 (expected an object)",
        "\"brier\": | \"brief\": | 2 (expected \"brier\" in the object that ends there)",
        "\"ranks\": | \"brier\":\"0x1p0\",\"ranks\": | 2 (expected \"brier\" once)",
      })
  void malformedParts(String from, String to, String problem) throws IOException {
    String other = edited("c.json", first, from, to);
    assertRefused(other + ": malformed part of a run at line " + problem, other);
  }

  @Test
  void whatIsNoJson() throws IOException {
    String other = Files.writeString(folder.resolve("c.json"), "{\n\"schema\"}").toString();
    assertRefused(other + ": malformed JSON at line 2 (expected a file of --partial)", other);
  }

  @Test
  void aPartThatEndsTooSoon() throws IOException {
    String text = Files.readString(Path.of(first));
    String other = Files.writeString(folder.resolve("c.json"), text.substring(0, 900)).toString();
    assertRefused(other + ": malformed JSON at line 2 (expected a file of --partial)", other);
  }

  @Test
  void aMissingFile() {
    String missing = folder.resolve("missing.json").toString();
    assertRefused(missing + ": no such file", first, missing);
  }

  private static void assertUsage(String problem, String... arguments) {
    String command = arguments[0].equals("merge") ? "mnist-eval merge" : "mnist-eval";
    assertEquals(
        new Run(2, "", "mnist-eval: " + problem + " (" + command + " --help shows all options)\n"),
        Run.of(arguments));
  }

  @Test
  void optionsThatNeedTheImages() {
    String problem = "--compare and --predictions need the images: give them to each part";
    assertUsage(problem, "merge", first, "--predictions", "p.csv");
    assertUsage(problem, "merge", first, "--predictions", "-");
    assertUsage(problem, "merge", first, "--compare", "p.csv");
    assertUsage(
        "--partial goes with a run on images; merge needs no other",
        "merge",
        first,
        "--partial",
        "p.json");
    assertUsage(
        "--junit goes with a gate, such as --min-accuracy", "merge", first, "--junit", "j.xml");
    assertUsage("- stands for standard input, which can be read only once", "merge", "-", "-");
    assertUsage("Missing required parameter: 'FILE'", "merge");
  }

  @Test
  void aNetworkThatIsGivenTwiceToAPart() {
    assertUsage(
        "--partial needs each network once: merge knows the networks by their names",
        zeros,
        zeros,
        "--partial",
        folder.resolve("p.json").toString());
  }
}
