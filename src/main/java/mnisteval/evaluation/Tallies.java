package mnisteval.evaluation;

import java.io.IOException;

/** Several tallies of the same images. */
public final class Tallies implements Tally {
  private final Tally[] parts;

  /** Makes one of several, each with nothing in it. */
  public Tallies(Tally... parts) {
    this.parts = parts.clone();
  }

  @Override
  public long bytes(long images, int pixels) {
    long bytes = 0;
    for (Tally part : parts) {
      bytes += part.bytes(images, pixels);
    }
    return bytes;
  }

  @Override
  public Tally empty() {
    Tally[] empty = new Tally[parts.length];
    for (int i = 0; i < parts.length; i++) {
      empty[i] = parts[i].empty();
    }
    return new Tallies(empty);
  }

  @Override
  public void add(Prediction image) {
    for (Tally part : parts) {
      part.add(image);
    }
  }

  @Override
  public void merge(Tally next) throws IOException {
    Tallies other = (Tallies) next;
    for (int i = 0; i < parts.length; i++) {
      parts[i].merge(other.parts[i]);
    }
  }
}
