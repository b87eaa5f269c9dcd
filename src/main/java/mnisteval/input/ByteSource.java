package mnisteval.input;

import java.io.IOException;
import java.io.InputStream;

/** How the bytes of a source are had, before anything is known of them. */
interface ByteSource {
  /** The bytes as they lie there. */
  InputStream open() throws IOException;

  /** How many there are, or {@link SourceStream#UNKNOWN}. */
  default long length() throws IOException {
    return SourceStream.UNKNOWN;
  }
}
