package mnisteval.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mnisteval.TorchFile;
import mnisteval.input.Limit;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files put together by make_torch_and_safetensors.py, with one mistake each. */
final class TorchStateDictTest {
  private static NamedArrays read(byte[] bytes) {
    return WeightsFile.readTorch(new ZipArchive(bytes, Limit.ofWeights()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "class | refers to os.system; only tensors are read: torch.save(model.state_dict(), FILE)"
            + " writes what is read",
        "other | refers to torch.nn.modules.conv.Conv2d; only networks of torch.nn.Linear and"
            + " activations are read",
        "order | a PyTorch file of another byte order (expected little or big, found middle)",
        "beyond | an array of shape (2, 3) that reaches beyond its storage (expected at most 6"
            + " elements, found one at 6)",
        "strides | an array of shape (2, 3) that reaches beyond its storage (expected at most 6"
            + " elements, found one at 6442450941)",
        "short | a storage of another length (expected 7 elements of <f4, found 24 bytes)",
      })
  void refuses(String name, String message) throws IOException {
    String file = "torch-refused-" + name + ".pt";
    byte[] bytes;
    try (InputStream in =
        TorchStateDictTest.class.getResourceAsStream("/mnisteval/weights/arrangements/" + file)) {
      bytes = in.readAllBytes();
    }
    FormatException e = assertThrows(FormatException.class, () -> read(bytes));
    assertEquals(message, e.getMessage());
  }

  @Test
  void namesTorchScript() throws IOException {
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(script)) {
      for (String name : List.of("m/data.pkl", "m/code/__torch__.py", "m/constants.pkl")) {
        zip.putNextEntry(new ZipEntry(name));
      }
    }
    FormatException e = assertThrows(FormatException.class, () -> read(script.toByteArray()));
    assertEquals(
        "is TorchScript, a program; torch.save(model.state_dict(), FILE) writes what is read",
        e.getMessage());
  }

  /** BUILD is the opcode at byte 184, by Python's pickletools. */
  @Test
  void refusesATensorWithState() {
    byte[] bytes = new TorchFile().storage("0", 1).tensor("w", "0", 1, 1).opcodes("}b").bytes();
    FormatException e = assertThrows(FormatException.class, () -> read(bytes));
    assertEquals("malformed pickle (the opcode at byte 184)", e.getMessage());
  }

  /** As the tensors of a network are that was trained by no one. */
  @Test
  void readsATensorOfNothing() {
    byte[] bytes = new TorchFile().storage("0").tensor("w", "0", 0, 3).bytes();
    NdArray array = read(bytes).arrays().get("w");
    assertEquals("(0, 3)", array.shapeText());
  }
}
