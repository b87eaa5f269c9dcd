package mnisteval.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import mnisteval.input.InputException;
import mnisteval.network.Network;

/**
 * The label that each output of a network stands for, where that is not its own number: {@code
 * 1-9,0} in MATLAB and Octave, {@code 1-26} for the letters of EMNIST.
 *
 * <p>A class is the place of a label in ascending order, as scikit-learn counts classes: class 0
 * has the lowest label. Where there is no such order, which is written null, output k is class k,
 * and its label is k.
 */
public final class ClassOrder {
  private final int[] outputLabels;

  /** The label of each class. */
  private final int[] ascending;

  private final int[] classes;
  private final int[] outputs;

  /**
   * Makes an order.
   *
   * @param labels one for each output, from 0, all different
   */
  public ClassOrder(int... labels) {
    outputLabels = labels.clone();
    ascending = labels.clone();
    Arrays.sort(ascending);
    classes = new int[labels.length];
    outputs = new int[labels.length];
    for (int output = 0; output < labels.length; output++) {
      classes[output] = classOf(labels[output]);
      outputs[classes[output]] = output;
    }
  }

  /**
   * Returns the order of outputs that start at label 1 and end with label 0, as where arrays start
   * at 1.
   */
  public static ClassOrder startingAtOne(int outputs) {
    return new ClassOrder(IntStream.range(1, outputs + 1).map(i -> i % outputs).toArray());
  }

  /** Returns the number of classes, which is that of the outputs. */
  public int classes() {
    return ascending.length;
  }

  /** Returns the label of each output. */
  public List<Integer> outputLabels() {
    return IntStream.of(outputLabels).boxed().toList();
  }

  /** Returns the label of a class, from 0 to {@code classes() - 1}. */
  public int label(int classIndex) {
    return ascending[classIndex];
  }

  /** Returns the class that has a label, or -1 if none has. */
  public int classOf(int label) {
    return Math.max(-1, Arrays.binarySearch(ascending, label));
  }

  /** Returns the label that an output stands for. */
  public int labelOfOutput(int output) {
    return outputLabels[output];
  }

  /** Returns the class that an output stands for. */
  public int classOfOutput(int output) {
    return classes[output];
  }

  /** Returns the output that stands for a class. */
  public int output(int classIndex) {
    return outputs[classIndex];
  }

  /** Returns the labels as they are given on the command line, such as {@code 1-9,0}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < outputLabels.length) {
      int last = i;
      while (last + 1 < outputLabels.length && outputLabels[last + 1] == outputLabels[last] + 1) {
        last++;
      }
      text.append(i == 0 ? "" : ",").append(outputLabels[i]);
      text.append(last == i ? "" : "-" + outputLabels[last]);
      i = last + 1;
    }
    return text.toString();
  }

  /**
   * Checks that each output of a network has a label.
   *
   * @param file the network's file in messages
   * @throws InputException if the network has more outputs than there are labels, or fewer
   */
  public void requireOutputs(String file, Network network) throws InputException {
    if (network.classes() != classes()) {
      throw InputException.of(
          file,
          "--class-order has to name a label for each output (expected %d, found %d)",
          network.classes(),
          classes());
    }
  }
}
