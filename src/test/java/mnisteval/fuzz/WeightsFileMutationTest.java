package mnisteval.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import mnisteval.Mutations;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A weights file with any bytes changed is a network or is refused in one line; any other exception
 * fails the test. Unlike the fuzz tests it changes the same bytes in each run.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class WeightsFileMutationTest {
  private static final int MUTATIONS = 3000;

  private static final Path FILES =
      Path.of(
          "src/test/resources/mnisteval/fuzz", "WeightsFileFuzzTestInputs/readsANetworkOrRefuses");

  private interface Change {
    byte[] of(Random random) throws IOException;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "single.npy",
        "single-fortran.npy",
        "stored.npz",
        "compressed.npz",
        "relu.npz",
        "torch-f2.pt",
        "torch-bf16.pt",
        "torch-shared.pt",
        "bf16.safetensors",
        "f4.safetensors",
        "tanh.safetensors",
        "indented.json",
        "layers.json",
        "nielsen.json",
        "single.csv",
        "single-crlf.txt",
        "small.onnx",
        "small.h5",
        "small.keras",
        "dict.npy",
        "object-arrays.npz",
        "object-book.pkl",
        "sklearn-mlp.joblib",
        "sklearn-mlp.joblib.z",
        "sklearn-pipeline.pkl",
        "torch-module.pt",
      })
  void survivesMutations(String file) throws IOException {
    byte[] whole = Files.readAllBytes(FILES.resolve(file));
    assertTrue(Promise.requireNetworkOrLine(whole));
    survive(file, random -> Mutations.of(whole, random));
  }

  /** Changes the files in an archive, whose sizes and checksums are right. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "stored.npz",
        "positions.npz",
        "relu.npz",
        "torch-f2.pt",
        "torch-bf16.pt",
        "torch-shared.pt",
        "torch-module.pt",
        "small.keras",
        "object-arrays.npz",
      })
  void survivesMutationsWithinAnArchive(String file) throws IOException {
    Map<String, byte[]> entries = entries(Files.readAllBytes(FILES.resolve(file)));
    assertTrue(Promise.requireNetworkOrLine(zip(entries)));
    survive(
        file,
        random -> {
          Map<String, byte[]> mutated = new LinkedHashMap<>(entries);
          String[] names = entries.keySet().toArray(new String[0]);
          String name = names[random.nextInt(names.length)];
          mutated.put(name, Mutations.of(entries.get(name), random));
          return zip(mutated);
        });
  }

  private static void survive(String file, Change change) throws IOException {
    Random random = new Random(file.hashCode());
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      Promise promise = new Promise();
      refused += Promise.requireNetworkOrLine(change.of(random)) ? 0 : 1;
      promise.requireTime();
    }
    assertTrue(refused > MUTATIONS / 20, refused + " refused");
    assertTrue(refused < MUTATIONS, "all refused");
  }

  private static Map<String, byte[]> entries(byte[] archive) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(archive)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return archive.toByteArray();
  }
}
