package mnisteval.picture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import mnisteval.input.InputException;
import mnisteval.input.Source;

/**
 * The pictures of an image set as the bytes of an IDX file: a header, then each picture in turn,
 * decoded when it is read. Memory holds one picture, and the names of those of one class.
 */
final class PictureStream extends InputStream {
  private static final int UNSIGNED_BYTE = 8;

  private final Iterator<ClassFolder> classes;
  private ClassFolder current;
  private Iterator<String> names = List.<String>of().iterator();
  private Path first;
  private int width;
  private int height;
  private byte[] bytes;
  private int at;

  /** The first picture, which is decoded for the header. */
  private byte[] ahead;

  PictureStream(List<ClassFolder> folders) throws IOException {
    classes = folders.iterator();
    ahead = next();
    bytes = ClassFolder.idxHeader(folders, UNSIGNED_BYTE, height, width);
  }

  /** Returns the pixels of the next picture, or null after the last. */
  private byte[] next() throws IOException {
    if (!names.hasNext()) {
      if (!classes.hasNext()) {
        return null;
      }
      current = classes.next();
      names = current.pictures().iterator();
    }
    Path file = current.folder().resolve(names.next());
    GreyImage image = PictureFile.readSmall(Source.file(file));
    if (first == null) {
      first = file;
      width = image.width();
      height = image.height();
    }
    if (image.width() != width || image.height() != height) {
      throw InputException.of(
          file.toString(),
          "a picture of another size (expected %dx%d as %s, found %dx%d); all pictures of a set"
              + " have the size of the network's input",
          width,
          height,
          first,
          image.width(),
          image.height());
    }
    return image.pixels();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (at == bytes.length) {
      byte[] following = ahead != null ? ahead : next();
      ahead = null;
      if (following == null) {
        return -1;
      }
      bytes = following;
      at = 0;
    }
    int count = Math.min(length, bytes.length - at);
    System.arraycopy(bytes, at, into, offset, count);
    at += count;
    return count;
  }
}
