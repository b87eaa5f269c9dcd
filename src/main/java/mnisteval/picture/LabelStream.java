package mnisteval.picture;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;

/** The labels of pictures as the bytes of an IDX file: int32 of one column, a row a picture. */
final class LabelStream extends InputStream {
  private static final int INT = 0x0c;

  private final Iterator<ClassFolder> classes;
  private byte[] bytes;
  private int at;

  /** How often the bytes come again. */
  private long more;

  LabelStream(List<ClassFolder> folders) {
    classes = folders.iterator();
    bytes = ClassFolder.idxHeader(folders, INT, 1);
  }

  @Override
  public int read() {
    if (at == bytes.length) {
      at = 0;
      if (more == 0) {
        if (!classes.hasNext()) {
          at = bytes.length;
          return -1;
        }
        ClassFolder next = classes.next();
        bytes = ByteBuffer.allocate(Integer.BYTES).putInt(next.label()).array();
        more = next.count();
      }
      more--;
    }
    return bytes[at++] & 0xff;
  }
}
