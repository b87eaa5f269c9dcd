package mnisteval.evaluation;

import java.io.IOException;
import java.util.List;

/** Several tallies of the same images. */
public record Tallies(List<Tally> parts) implements Tally {
  @Override
  public long bytes(long images, int pixels) {
    return parts.stream().mapToLong(part -> part.bytes(images, pixels)).sum();
  }

  @Override
  public Tally empty() {
    return new Tallies(parts.stream().map(Tally::empty).toList());
  }

  @Override
  public void add(Prediction image) {
    for (Tally part : parts) {
      part.add(image);
    }
  }

  @Override
  public void merge(Tally next) throws IOException {
    List<Tally> others = ((Tallies) next).parts;
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).merge(others.get(i));
    }
  }
}
