package mnisteval.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Opens a file of the file system. */
final class FileOpener implements ByteSource {
  private final Path path;

  FileOpener(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  @Override
  public InputStream open() throws IOException {
    return Files.newInputStream(path);
  }

  @Override
  public long length() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw new FileSystemException(path.toString(), null, "is a directory, expected a file");
    }
    // A pipe has no length, and what the kernel makes up as it is read says 0.
    boolean known = attributes.isRegularFile() && attributes.size() > 0;
    return known ? attributes.size() : SourceStream.UNKNOWN;
  }
}
