package mnisteval.bench;

/** What a JVM takes to start and end. */
public final class Empty {
  private Empty() {}

  /** Does nothing. */
  public static void main(String[] args) {}
}
