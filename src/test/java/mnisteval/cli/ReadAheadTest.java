package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mnisteval.idx.ImageSet;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.weights.layers.ReadOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadAheadTest {
  private static final Path EXAMPLE = Path.of("data", "example_weight.pkl");

  /** Of data/README.md. */
  private static final String SHA256 =
      "be35b8cd6513bebe3e5b323d702070d748c9aab28ced1560f86bb23c6011f788";

  @TempDir Path folder;

  private static ReadAhead readAhead(boolean ahead, Path... files) {
    List<Source> sources = List.of(files).stream().map(Source::file).toList();
    ReadOptions options = ReadOptions.of(null, null, 0);
    return new ReadAhead(sources, options, ImageSet.bundled(), true, ahead);
  }

  @Test
  void readsTheNextOneMeanwhile() throws IOException {
    ReadAhead files = readAhead(true, EXAMPLE, EXAMPLE);
    ReadAhead.File first = files.file(0);
    assertNull(first.network());
    assertEquals(SHA256, first.sha256());
    ReadAhead.File second = files.file(1);
    assertEquals(List.of(784, 50, 100, 10), second.network().network().units());
    assertEquals(SHA256, second.sha256());
    assertEquals(SHA256, second.source().sha256());
  }

  @Test
  void readsNothingMeanwhileOnOneThread() throws IOException {
    ReadAhead files = readAhead(false, EXAMPLE, EXAMPLE);
    files.file(0);
    assertNull(files.file(1).network());
  }

  /** Whoever reads a file in its turn finds the same error, and tells it. */
  @Test
  void leavesErrorsToTheTurnOfTheFile() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.pkl"), "no pickle");
    ReadAhead files = readAhead(true, EXAMPLE, bad, EXAMPLE, folder.resolve("gone.pkl"));
    files.file(0);
    ReadAhead.File second = files.file(1);
    assertNull(second.network());
    assertThrows(
        InputException.class,
        () -> AccuracyRun.read(second.source(), ReadOptions.of(null, null, 0), null));
    assertNotNull(files.file(2).network());
    InputException error = assertThrows(InputException.class, () -> files.file(3));
    assertEquals(folder.resolve("gone.pkl") + ": no such file", error.getMessage());
  }

  /** 1 MiB and a byte: two of such may be too much at a time. */
  @Test
  void readsLargeFilesInTheirTurn() throws IOException {
    Path large = Files.write(folder.resolve("large.pkl"), new byte[(1 << 20) + 1]);
    ReadAhead files = readAhead(true, EXAMPLE, large, EXAMPLE);
    files.file(0);
    assertNull(files.file(1).network());
    assertNotNull(files.file(2).network());
  }
}
