import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.ByteArrayOutputStream;
import java.util.zip.GZIPInputStream;

/**
 * Writes the images of a gzipped IDX file as runs of zeros, which the program reads and evaluates
 * faster: RunLengthReader says what is in the file.
 */
final class RunLengths {
  private static final int MOST_ZEROS = 255;

  public static void main(String[] args) throws IOException {
    try (DataInputStream in =
            new DataInputStream(new GZIPInputStream(new FileInputStream(args[0])));
        DataOutputStream out = new DataOutputStream(new FileOutputStream(args[1]))) {
      in.readInt(); // the magic number
      int images = in.readInt();
      int rows = in.readInt();
      int columns = in.readInt();
      for (int number : new int[] {images, rows, columns}) {
        out.writeInt(number);
      }
      ByteArrayOutputStream runs = new ByteArrayOutputStream();
      for (int i = 0; i < images; i++) {
        int before = runs.size();
        write(in.readNBytes(rows * columns), runs);
        out.writeShort((runs.size() - before) / 2);
      }
      runs.writeTo(out);
    }
  }

  private static void write(byte[] pixels, ByteArrayOutputStream runs) {
    int zeros = 0;
    for (byte pixel : pixels) {
      if (pixel != 0 || zeros == MOST_ZEROS) {
        runs.write(zeros);
        runs.write(pixel);
        zeros = 0;
      } else {
        zeros++;
      }
    }
  }
}
