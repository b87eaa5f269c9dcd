package mnisteval.weights.pickle;

import static mnisteval.weights.pickle.PickleBytes.fixture;
import static mnisteval.weights.pickle.PickleBytes.little;
import static mnisteval.weights.pickle.PickleBytes.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each of the 256 bytes is treated as {@code opcodes.tsv} says. Its lines are the opcodes of
 * Python's {@code pickletools.opcodes} in 3.11, all 68: code, name, first protocol; then what is
 * wanted here.
 */
final class OpcodeTableTest {
  private static final int OPCODES = 68;

  private static final Map<Integer, String[]> TABLE = table();

  private static Map<Integer, String[]> table() {
    Map<Integer, String[]> table = new HashMap<>();
    for (String line : new String(fixture("opcodes.tsv"), StandardCharsets.US_ASCII).split("\n")) {
      String[] fields = line.split("\t");
      table.put(Integer.parseInt(fields[0], 16), fields);
    }
    return table;
  }

  /** What the reader says of the opcode where its operands are a list, and bytes that end lines. */
  private static String answer(int opcode) {
    return refusal("(]", little(opcode, 1), "a\na\n", new byte[9]);
  }

  @Test
  void knowsEveryOpcodeOfPython() {
    assertEquals(OPCODES, TABLE.size());
    Set<String> treatments = new HashSet<>();
    for (String[] fields : TABLE.values()) {
      treatments.add(fields[3]);
    }
    assertEquals(Set.of("used", "harmless", "refused"), treatments);
  }

  @Test
  void refusesEveryByteThatIsNoOpcode() {
    for (int opcode = 0; opcode < 256; opcode++) {
      if (!TABLE.containsKey(opcode)) {
        assertEquals(
            "not a pickle (byte 0x" + Integer.toHexString(opcode) + " at 2 is no opcode)",
            answer(opcode));
      }
    }
  }

  @Test
  void refusesWhatIsToBeRefused() {
    for (Map.Entry<Integer, String[]> entry : TABLE.entrySet()) {
      if (entry.getValue()[3].equals("refused")) {
        String name = entry.getValue()[1];
        String said =
            switch (name) {
              case "EXT1", "EXT2", "EXT4" -> "uses EXT, ";
              case "BINPERSID" -> "uses PERSID, ";
              default -> "uses " + name + ", ";
            };
        assertEquals(said, answer(entry.getKey()).substring(0, said.length()));
      }
    }
  }

  @Test
  void doesNotRefuseWhatIsToBeUsed() {
    for (Map.Entry<Integer, String[]> entry : TABLE.entrySet()) {
      if (!entry.getValue()[3].equals("refused") && entry.getKey() != 'b') {
        String answer = answer(entry.getKey());
        assertFalse(answer.startsWith("uses "), entry.getValue()[1] + ": " + answer);
        assertFalse(answer.contains(" at 2 is no opcode"), entry.getValue()[1] + ": " + answer);
      }
    }
  }

  /** The value on the stack is the same with and without. */
  @ParameterizedTest
  @ValueSource(strings = {"\200\5", "\225\1\0\0\0\0\0\0\0", "\230"})
  void isNotChangedByWhatIsHarmless(String opcode) {
    assertEquals(refusal("N."), refusal("N", opcode, "."));
  }
}
