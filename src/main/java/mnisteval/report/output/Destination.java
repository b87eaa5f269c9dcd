package mnisteval.report.output;

import java.io.IOException;
import java.io.OutputStream;

/** Where the bytes of an {@link OutputFile} go. One of the last two methods is called, once. */
interface Destination {
  /** Takes the bytes. */
  OutputStream stream();

  /** Everything has been written to the stream. */
  void commit() throws IOException;

  /** What has been written to the stream is not wanted. */
  void discard() throws IOException;
}
