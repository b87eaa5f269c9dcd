package mnisteval.report.output;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A temporary file that is moved into a target's place in one step. It has the permissions of the
 * file that is there; without one, those of any new file, which the user's mask leaves.
 */
final class Replacement implements Destination {
  private final Path target;
  private final Path temporary;
  private final FileChannel channel;

  /**
   * Creates the temporary file beside the target.
   *
   * @param target where no link is in the way
   */
  Replacement(Path target) throws IOException {
    this.target = target;
    // A short name, for the target's may be as long as names can be.
    String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    temporary = target.resolveSibling(".mnist-eval-" + random + ".tmp");
    deleteOnExit();
    channel = create();
    try {
      keepPermissions();
    } catch (IOException e) {
      discard();
      throw e;
    }
  }

  /** For a run that is interrupted; said before there is a file, or one could be left behind. */
  private void deleteOnExit() throws IOException {
    try {
      temporary.toFile().deleteOnExit();
    } catch (IllegalStateException e) {
      throw new IOException("the program is being ended", e);
    }
  }

  private FileChannel create() throws IOException {
    try {
      return FileChannel.open(temporary, CREATE_NEW, WRITE);
    } catch (AccessDeniedException e) {
      throw new FileSystemException(e.getFile(), null, "permission denied in its directory");
    }
  }

  private void keepPermissions() throws IOException {
    boolean posix = target.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (posix && Files.exists(target)) {
      Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(target));
    }
  }

  @Override
  public OutputStream stream() {
    return Channels.newOutputStream(channel);
  }

  @Override
  public void commit() throws IOException {
    try {
      channel.force(true);
      channel.close();
      Files.move(temporary, target, ATOMIC_MOVE);
    } catch (IOException e) {
      discard();
      throw e;
    }
  }

  @Override
  public void discard() throws IOException {
    channel.close();
    Files.deleteIfExists(temporary);
  }
}
