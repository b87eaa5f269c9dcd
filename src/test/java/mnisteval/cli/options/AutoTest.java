package mnisteval.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import mnisteval.network.Activation;
import mnisteval.network.PixelScale;
import mnisteval.weights.layers.Layout;
import mnisteval.weights.layers.ReadOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What picocli makes of {@code auto}: nothing is read by it, and what it stands for is chosen. */
final class AutoTest {
  private static NetworkOptions parse(String... arguments) {
    return CommandLine.populateCommand(new NetworkOptions(), arguments);
  }

  @Test
  void isNothingWithoutOptions() {
    assertNull(parse().auto());
    assertEquals(new ReadOptions(null, null, Layout.AUTO, 0), parse().reading());
  }

  @ParameterizedTest
  @CsvSource({"--activation relu", "--pixels raw", "--activation relu --pixels raw"})
  void isNothingWhereSettingsAreNamed(String arguments) {
    assertNull(parse(arguments.split(" ")).auto());
  }

  @ParameterizedTest
  @CsvSource({
    "--activation auto, true, false",
    "--activation=AUTO, true, false",
    "--pixels auto, false, true",
    "--pixels Auto, false, true",
    "--activation auto --pixels auto, true, true",
    "--layout auto --pixels auto, false, true",
  })
  void isWhatTheLabelsChoose(String arguments, boolean activation, boolean pixels) {
    NetworkOptions options = parse(arguments.split(" "));
    assertEquals(new Auto(activation, pixels), options.auto());
    assertEquals(new ReadOptions(null, null, Layout.AUTO, 0), options.reading());
  }

  @Test
  void leavesTheOtherSettingToTheUser() {
    NetworkOptions pixels = parse("--pixels", "auto", "--activation", "relu,tanh");
    assertEquals(new Auto(false, true), pixels.auto());
    List<Activation> named = List.of(Activation.RELU, Activation.TANH);
    assertEquals(new ReadOptions(named, null, Layout.AUTO, 0), pixels.reading());
    NetworkOptions activation = parse("--pixels", "raw", "--activation", "auto");
    assertEquals(new Auto(true, false), activation.auto());
    assertEquals(new ReadOptions(null, PixelScale.RAW, Layout.AUTO, 0), activation.reading());
  }

  @Test
  void isNoLayoutThatIsChosenByLabels() {
    assertNull(parse("--layout", "auto").auto());
  }
}
