package mnisteval.report.output;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import mnisteval.input.InputException;

/**
 * A file in UTF-8 that appears under its name when it is complete, or not at all: it is written
 * beside its place and moved there by {@link #commit}. What was there before stays until then, and
 * its permissions after; {@link #close} without a commit leaves no trace.
 *
 * <p>Symbolic links are followed, not replaced. A device, a pipe, standard output or standard error
 * can't be replaced and is written to at once. Every fault is an {@link InputException} that names
 * the target. One thread at a time may use it.
 */
public final class OutputFile extends Writer {
  private final String name;
  private final Destination destination;
  private final Writer writer;
  private boolean open = true;

  private OutputFile(String name, Destination destination) {
    this.name = name;
    this.destination = destination;
    writer = new OutputStreamWriter(destination.stream(), StandardCharsets.UTF_8);
  }

  /**
   * Writes a whole text.
   *
   * @param inputs files that were read and must not be lost
   * @throws InputException if it can't be written, or is one of the inputs
   */
  public static void write(Path target, Collection<Path> inputs, Text text) throws IOException {
    try (OutputFile file = open(target, inputs)) {
      text.writeTo(file);
      file.commit();
    }
  }

  /** A text that writes itself. */
  public interface Text {
    /** Writes all of it, and closes nothing. */
    void writeTo(Writer out) throws IOException;
  }

  /**
   * Starts to write; done early, it tells of most faults before there is anything to lose. Of a
   * pipe, waits for the reader.
   *
   * @param inputs files that are read and must not be lost; those that don't exist don't count
   * @throws InputException if it can't be written, or is one of the inputs
   */
  public static OutputFile open(Path target, Collection<Path> inputs) throws InputException {
    String name = target.toString();
    try {
      OutputTarget found = OutputTarget.of(target);
      Path path = found.path();
      found.requireReplaceable(name, inputs);
      return new OutputFile(
          name,
          switch (found.kind()) {
            case NEW_FILE, OLD_FILE -> new Replacement(path);
            case DEVICE -> WriteThrough.device(path);
            case OPEN_FILE -> WriteThrough.openFile(path);
            case STANDARD_OUTPUT -> WriteThrough.standard(FileDescriptor.out);
            case STANDARD_ERROR -> WriteThrough.standard(FileDescriptor.err);
          });
    } catch (IOException e) {
      throw unwritable(name, e);
    }
  }

  @Override
  public void write(char[] text, int offset, int count) throws InputException {
    try {
      writer.write(text, offset, count);
    } catch (IOException e) {
      throw unwritable(name, e);
    }
  }

  @Override
  public void write(String text) throws InputException {
    try {
      writer.write(text);
    } catch (IOException e) {
      throw unwritable(name, e);
    }
  }

  @Override
  public void flush() throws InputException {
    try {
      writer.flush();
    } catch (IOException e) {
      throw unwritable(name, e);
    }
  }

  /**
   * Says that it is complete: all that was written is brought to the disk and appears under its
   * name. Nothing may be written after that.
   *
   * @throws InputException if it can't be; then a file under its name is as it was
   */
  public void commit() throws InputException {
    flush();
    open = false;
    try {
      destination.commit();
    } catch (IOException e) {
      throw unwritable(name, e);
    }
  }

  /** Throws away what was not committed. A second call does nothing. */
  @Override
  public void close() throws InputException {
    if (open) {
      open = false;
      try {
        destination.discard();
      } catch (IOException e) {
        throw unwritable(name, e);
      }
    }
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
