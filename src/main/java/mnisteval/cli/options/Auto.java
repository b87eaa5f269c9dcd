package mnisteval.cli.options;

/**
 * The settings that are chosen by the labels: where the user writes {@code auto}.
 *
 * @param activation whether the activation of the hidden layers is
 * @param pixels whether the scale of the pixels is
 */
public record Auto(boolean activation, boolean pixels) {}
