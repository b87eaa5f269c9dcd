package mnisteval.spark;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.TaskContext;

/**
 * Local files, of which some can't be read at first: those named {@code flaky} by the first attempt
 * of each task, those named {@code gone} by any task.
 */
public final class FlakyFileSystem extends RawLocalFileSystem {
  static final AtomicInteger FAILURES = new AtomicInteger();

  @Override
  public FSDataInputStream open(Path path, int buffer) throws IOException {
    TaskContext task = TaskContext.get();
    boolean flaky = path.getName().startsWith("flaky");
    boolean gone = path.getName().startsWith("gone");
    if (task != null && (gone || flaky && task.attemptNumber() == 0)) {
      FAILURES.incrementAndGet();
      throw new IOException("connection reset");
    }
    return super.open(path, buffer);
  }
}
