package mnisteval.weights.pickle;

/** A set: it is read over, since it is no array, and nothing looks at its members. */
final class PickledSet {
  static final PickledSet ANY = new PickledSet();

  private PickledSet() {}
}
