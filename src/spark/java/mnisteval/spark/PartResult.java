package mnisteval.spark;

import java.io.ByteArrayOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.report.partial.Partial;
import mnisteval.report.partial.PartialReader;
import mnisteval.report.partial.PartialWriter;

/**
 * What tasks have counted, or the error of the images or labels that ends the job: of several that
 * of the first task. It travels as the JSON of {@code --partial}.
 */
public final class PartResult implements Externalizable {
  private static final long serialVersionUID = 1L;
  private static final int NONE = Integer.MAX_VALUE;

  private transient Partial partial;
  private transient String error;
  private transient int place = NONE;

  /** Makes the result of no task. */
  public PartResult() {}

  /** Returns the result of a task, as the bytes of a part. */
  static PartResult of(byte[] part) throws IOException {
    PartResult result = new PartResult();
    result.partial = PartialReader.read(Source.inMemory("part", part), null);
    return result;
  }

  /** Returns the result of a task that has failed. */
  static PartResult failed(int place, InputException e) {
    PartResult result = new PartResult();
    result.place = place;
    result.error = e.getMessage();
    return result;
  }

  /** Adds the result of other tasks, which is not to be used any more, and returns this. */
  PartResult plus(PartResult other) throws InputException {
    if (other.place < place) {
      place = other.place;
      error = other.error;
    }
    if (error != null) {
      partial = null;
    } else if (partial == null) {
      partial = other.partial;
    } else if (other.partial != null) {
      partial.merge(other.partial);
    }
    return this;
  }

  /** Returns what was counted, or null after an error. */
  Partial partial() {
    return partial;
  }

  /** Returns the error, with the file's name, or null. */
  String error() {
    return error;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeInt(place);
    byte[] message = error == null ? null : error.getBytes(StandardCharsets.UTF_8);
    write(message, out);
    if (partial == null) {
      write(null, out);
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer text = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
      PartialWriter.write(partial, text);
    }
    write(bytes.toByteArray(), out);
  }

  private static void write(byte[] bytes, ObjectOutput out) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    place = in.readInt();
    byte[] message = read(in);
    error = message == null ? null : new String(message, StandardCharsets.UTF_8);
    byte[] part = read(in);
    partial = part == null ? null : PartialReader.read(Source.inMemory("part", part), null);
  }

  private static byte[] read(ObjectInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
