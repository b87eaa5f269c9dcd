package mnisteval.cli.inspect;

import java.io.IOException;
import java.util.List;
import mnisteval.input.InputException;
import mnisteval.input.Signature;
import mnisteval.input.Source;
import mnisteval.input.SourceStream;

/** Tells what is in a file. */
public final class Inspection {
  private Inspection() {}

  /**
   * Reads a file to its end, weights or an IDX file by its first bytes, whatever its name.
   *
   * @param source a file, zipped by gzip or not; it is opened twice
   * @param wanted which image of an IDX file is drawn, or which label told, from 0; negative for
   *     none
   * @return lines of text, of which the first names the file; they may hold any character that is
   *     in the names of the file and its arrays
   * @throws InputException if the file is neither, or malformed, or has no such image
   */
  public static List<String> of(Source source, long wanted) throws IOException {
    byte[] head;
    boolean zipped;
    try (SourceStream content = source.open()) {
      head = content.readNBytes(Signature.SAFETENSORS_BYTES);
      zipped = content.zipped();
    }
    if (head.length == 0) {
      throw new InputException(source.name(), "is empty, expected weights or an IDX file");
    }
    if (head[0] == 0 && head.length > 1 && head[1] == 0 && !Signature.isSafetensors(head)) {
      return IdxListing.of(source, zipped, wanted);
    }
    return WeightsListing.of(source, zipped);
  }
}
