package mnisteval.input;

import java.io.IOException;
import java.io.InputStream;

/** How the bytes of a source are had, before anything is known of them. */
interface Opener {
  /** The bytes as they lie there. */
  InputStream open() throws IOException;

  /** How many there are, or {@link Content#UNKNOWN}. */
  default long length() throws IOException {
    return Content.UNKNOWN;
  }
}
