package mnisteval.report.output;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What can't be replaced, such as a pipe: it gets the bytes as they come. */
final class WriteThrough implements Destination {
  private final OutputStream stream;
  private final boolean ours;

  private WriteThrough(OutputStream stream, boolean ours) {
    this.stream = stream;
    this.ours = ours;
  }

  /** A device or pipe; waits until the pipe has a reader. */
  static WriteThrough device(Path path) throws IOException {
    return new WriteThrough(Files.newOutputStream(path, WRITE), true);
  }

  /** A file that is open already, opened once more to write to its end. */
  static WriteThrough openFile(Path path) throws IOException {
    return new WriteThrough(Files.newOutputStream(path, WRITE, APPEND), true);
  }

  /** Standard output or error, which stays open. */
  static WriteThrough standard(FileDescriptor descriptor) {
    return new WriteThrough(new FileOutputStream(descriptor), false);
  }

  @Override
  public OutputStream stream() {
    return stream;
  }

  @Override
  public void commit() throws IOException {
    if (ours) {
      stream.close();
    }
  }

  @Override
  public void discard() throws IOException {
    commit();
  }
}
