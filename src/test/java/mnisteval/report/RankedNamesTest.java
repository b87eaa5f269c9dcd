package mnisteval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import mnisteval.report.Report.NetworkResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of the names of files in a ranking. */
final class RankedNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a/x b/y | file | a/x b/y",
        "in/x in/y | file in in/ | x y",
        "in/x in/deep/y | file in in/ | x deep/y",
        "in/one in/only | file in in/ | one only",
        "in/x in/x | file in in/ | x x",
        "in x/in | file | in x/in",
        "in/x | file | in/x",
        "C:\\in\\x C:\\in\\y | file in C:\\in\\ | x y",
        "http://h/x http://h/y | file in http://h/ | x y",
        "in/W+in/b in/x | file | in/W+in/b in/x",
      })
  void leavesOutTheFolderOfAll(String names, String heading, String shown) {
    List<NetworkResult> networks =
        Stream.of(names.split(" ")).map(name -> Sample.failed(name, "gone")).toList();
    RankedNames ranked = new RankedNames(networks);
    assertEquals(heading, ranked.heading());
    assertEquals(List.of(shown.split(" ")), networks.stream().map(ranked::name).toList());
  }

  @Test
  void leavesOutTheFolderOfAnErrorOnce() {
    NetworkResult named = Sample.failed("in/x", "in/x: no such file");
    NetworkResult part = Sample.failed("in/y", "in/y/W1.npy: is empty\u001b");
    RankedNames names = new RankedNames(List.of(named, part));
    assertEquals("x: no such file", names.failure(named));
    assertEquals("y: in/y/W1.npy: is empty\\u001b", names.failure(part));
  }

  @Test
  void marksCopiesOfTheFirst() {
    List<NetworkResult> networks =
        Stream.of("in/a\n aa", "in/b bb", "in/c aa", "in/d aa", "in/e bb")
            .map(text -> new Report.Input(text.split(" ")[0], text.split(" ")[1]))
            .map(file -> NetworkResult.failed(file, "gone"))
            .toList();
    RankedNames names = new RankedNames(networks);
    assertEquals(
        List.of("a\\u000a", "b", "c, same as a\\u000a", "d, same as a\\u000a", "e, same as b"),
        networks.stream().map(names::remarked).toList());
  }
}
