package mnisteval.spark;

import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.input.Source.ByteSource;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.TaskContext;

/**
 * A file of any file system that Hadoop knows.
 *
 * @param name in messages and reports, as the user wrote it
 * @param path with the file system
 * @param length in bytes
 * @param modified time in milliseconds; the file must not change while the job runs
 */
record HadoopFile(String name, String path, long length, long modified) implements Serializable {
  /** Describes a file that was found. */
  static HadoopFile of(String name, FileStatus found) {
    return new HadoopFile(
        name, found.getPath().toString(), found.getLen(), found.getModificationTime());
  }

  /**
   * Returns the source of its bytes.
   *
   * @param retry whether a task that can't read it fails the first time, for Spark to try it again
   *     elsewhere; otherwise, and the second time, the file is the error
   */
  Source source(Configuration hadoop, boolean retry) {
    return Source.of(name, new Bytes(this, hadoop, retry));
  }

  private record Bytes(HadoopFile file, Configuration hadoop, boolean retry) implements ByteSource {
    @Override
    public long length() {
      return file.length;
    }

    @Override
    public InputStream open() throws IOException {
      try {
        Path path = new Path(file.path);
        FileStatus now = path.getFileSystem(hadoop).getFileStatus(path);
        if (now.isDirectory()) {
          throw new InputException(file.name, "is a directory, expected a file");
        }
        if (now.getLen() != file.length || now.getModificationTime() != file.modified) {
          throw new InputException(file.name, "has changed since the job started");
        }
        return new SeekingStream(path.getFileSystem(hadoop).open(path), this);
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    private IOException unreadable(IOException e) {
      if (e instanceof InputException) {
        return e;
      }
      if (e instanceof FileNotFoundException) {
        return new NoSuchFileException(file.name);
      }
      if (e instanceof AccessControlException) {
        return new AccessDeniedException(file.name);
      }
      TaskContext task = TaskContext.get();
      if (retry && task != null && task.attemptNumber() == 0) {
        throw new UncheckedIOException(file.name + ": cannot be read, is tried again", e);
      }
      return e;
    }
  }

  /** Skips by seeking, whatever the file system does. */
  private static final class SeekingStream extends FilterInputStream {
    private final FSDataInputStream file;
    private final Bytes bytes;

    SeekingStream(FSDataInputStream file, Bytes bytes) {
      super(file);
      this.file = file;
      this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
      try {
        return file.read();
      } catch (IOException e) {
        throw bytes.unreadable(e);
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
      try {
        return file.read(buffer, offset, count);
      } catch (IOException e) {
        throw bytes.unreadable(e);
      }
    }

    @Override
    public long skip(long count) throws IOException {
      try {
        long before = file.getPos();
        long skipped = Math.max(0, Math.min(count, bytes.file.length - before));
        file.seek(before + skipped);
        return skipped;
      } catch (IOException e) {
        throw bytes.unreadable(e);
      }
    }
  }
}
