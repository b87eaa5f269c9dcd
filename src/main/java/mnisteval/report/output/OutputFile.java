package mnisteval.report.output;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;
import mnisteval.input.InputException;
import org.apache.commons.io.function.IOConsumer;
import org.apache.commons.io.output.CloseShieldOutputStream;
import org.apache.commons.io.output.ProxyWriter;

/**
 * A file in UTF-8 that appears under its name when it is complete, or not at all: a temporary file
 * is written beside it and moved there by {@link #commit}. What was there before stays until then,
 * and its permissions after; {@link #close} without a commit leaves no trace.
 *
 * <p>Symbolic links are followed, not replaced. Devices, pipes and open files, such as standard
 * output, can't be replaced and get the bytes as they come. Every error is an {@link
 * InputException} that names the file. One thread at a time may use it.
 */
public final class OutputFile extends ProxyWriter {
  /** Linux's own bound; without one, links in circles would keep us following them for ever. */
  private static final int MAX_LINKS = 40;

  private final String name;
  private final OutputStream stream;
  private final Replacement replacement;
  private boolean open = true;

  private OutputFile(String name, OutputStream stream, Replacement replacement) {
    super(new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8)));
    this.name = name;
    this.stream = stream;
    this.replacement = replacement;
  }

  /** A temporary file and the one that it will replace. */
  private record Replacement(FileChannel channel, Path temporary, Path target) {
    void commit() throws IOException {
      try {
        channel.force(true);
        channel.close();
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        discard();
        throw e;
      }
    }

    void discard() throws IOException {
      channel.close();
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Writes a whole text.
   *
   * @param inputs files that were read and must not be lost
   * @param text writes all of it, and closes nothing
   * @throws InputException if the file can't be written, or is one of the inputs
   */
  public static void write(Path target, Collection<Path> inputs, IOConsumer<Writer> text)
      throws IOException {
    try (OutputFile file = open(target, inputs)) {
      text.accept(file);
      file.commit();
    }
  }

  /**
   * Starts a file; done early, it tells of most errors before there is anything to lose. Waits for
   * the reader of a pipe.
   *
   * @param inputs files that are read and must not be lost; those that don't exist don't count
   * @throws InputException if the file can't be written, or is one of the inputs
   */
  public static OutputFile open(Path target, Collection<Path> inputs) throws InputException {
    String name = target.toString();
    try {
      Path path = followLinks(target);
      if (isOpenFile(path)) {
        return new OutputFile(name, openAgain(path), null);
      }
      BasicFileAttributes found = attributes(path);
      if (found != null && found.isOther()) {
        return new OutputFile(name, Files.newOutputStream(path, WRITE), null);
      }
      if (found != null) {
        requireReplaceable(name, path, found, inputs);
      }
      Replacement replacement = replacement(path);
      return new OutputFile(name, Channels.newOutputStream(replacement.channel), replacement);
    } catch (IOException e) {
      throw unwritable(name, e);
    }
  }

  private static Path followLinks(Path target) throws IOException {
    Path path = target.toAbsolutePath();
    for (int links = 0; links <= MAX_LINKS; links++) {
      if (isOpenFile(path) || !Files.isSymbolicLink(path)) {
        return path;
      }
      path = path.resolveSibling(Files.readSymbolicLink(path));
    }
    throw new FileSystemLoopException(target.toString());
  }

  /**
   * Tells files that this process has open by their name: the link from /dev/stdout leads to the
   * file behind it, and opening or replacing that would lose what was printed to it.
   */
  private static boolean isOpenFile(Path path) {
    return path.toString().matches("/dev/(stdout|stderr|fd/.*)|/proc/self/fd/.*");
  }

  private static OutputStream openAgain(Path path) throws IOException {
    return switch (path.toString()) {
      case "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1" -> standard(FileDescriptor.out);
      case "/dev/stderr", "/dev/fd/2", "/proc/self/fd/2" -> standard(FileDescriptor.err);
      default -> Files.newOutputStream(path, WRITE, APPEND);
    };
  }

  private static OutputStream standard(FileDescriptor descriptor) {
    return CloseShieldOutputStream.wrap(new FileOutputStream(descriptor));
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static void requireReplaceable(
      String name, Path path, BasicFileAttributes found, Collection<Path> inputs)
      throws IOException {
    if (found.isDirectory()) {
      throw new InputException(name, "is a directory, expected a file to write");
    }
    for (Path input : inputs) {
      if (Files.exists(input) && Files.isSameFile(path, input)) {
        throw new InputException(name, "is read as well and would be lost (expected another file)");
      }
    }
    if (!Files.isWritable(path)) {
      throw new AccessDeniedException(name);
    }
  }

  private static Replacement replacement(Path target) throws IOException {
    // A short name, for the target's may be as long as names can be.
    String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path temporary = target.resolveSibling(".mnist-eval-" + random + ".tmp");
    FileChannel channel;
    try {
      // Before there is a file, or a signal could end the program and leave it behind.
      temporary.toFile().deleteOnExit();
      channel = FileChannel.open(temporary, CREATE_NEW, WRITE);
    } catch (IllegalStateException e) {
      throw new IOException("the program is being ended", e);
    } catch (AccessDeniedException e) {
      throw new FileSystemException(e.getFile(), null, "permission denied in its directory");
    }
    Replacement replacement = new Replacement(channel, temporary, target);
    try {
      boolean posix = target.getFileSystem().supportedFileAttributeViews().contains("posix");
      if (posix && Files.exists(target)) {
        Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(target));
      }
      return replacement;
    } catch (IOException e) {
      replacement.discard();
      throw e;
    }
  }

  /** Returns how many bytes the file has so far, 0 if it cannot be replaced. */
  public long position() throws IOException {
    flush();
    return replacement == null ? 0 : replacement.channel.position();
  }

  /**
   * Takes back all that was written after a {@link #position()}; what cannot be replaced has got it
   * already.
   */
  public void truncate(long position) throws IOException {
    flush();
    if (replacement != null) {
      try {
        replacement.channel.truncate(position);
      } catch (IOException e) {
        throw unwritable(name, e);
      }
    }
  }

  /**
   * Completes the file: all that was written is brought to the disk and appears under its name.
   * Nothing may be written after that.
   *
   * @throws InputException if it can't be; then a file under its name is as it was
   */
  public void commit() throws IOException {
    flush();
    end(true);
  }

  /** Throws away what was not committed. A second call does nothing. */
  @Override
  public void close() throws IOException {
    if (open) {
      end(false);
    }
  }

  private void end(boolean complete) throws IOException {
    open = false;
    try {
      if (replacement == null) {
        stream.close();
      } else if (complete) {
        replacement.commit();
      } else {
        replacement.discard();
      }
    } catch (IOException e) {
      throw unwritable(name, e);
    }
  }

  @Override
  protected void handleIOException(IOException e) throws IOException {
    throw unwritable(name, e);
  }

  private static InputException unwritable(String name, IOException e) {
    if (e instanceof InputException problem) {
      return problem;
    }
    if (e instanceof AccessDeniedException) {
      return new InputException(name, "permission denied", e);
    }
    if (e instanceof FileSystemLoopException) {
      return new InputException(name, "its symbolic links go in circles", e);
    }
    if (e instanceof NoSuchFileException) {
      return new InputException(name, "its directory does not exist", e);
    }
    String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
    return new InputException(name, "cannot be written" + (reason == null ? "" : ": " + reason), e);
  }
}
