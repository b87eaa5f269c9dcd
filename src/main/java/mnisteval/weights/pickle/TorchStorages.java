package mnisteval.weights.pickle;

/** Where the storages of a file of {@code torch.save} are had. */
public interface TorchStorages {
  /**
   * The elements of a storage, one after the other.
   *
   * @param key what data.pkl calls it
   * @throws mnisteval.weights.array.FormatException if there is none
   */
  byte[] bytes(String key);

  /** Whether the most significant byte of each element comes first. */
  boolean bigEndian();
}
