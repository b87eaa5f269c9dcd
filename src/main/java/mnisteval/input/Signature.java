package mnisteval.input;

import java.nio.charset.StandardCharsets;

/** What a file looks like by its first bytes, for messages to those who gave us the wrong one. */
public final class Signature {
  private Signature() {}

  /** So many bytes tell a safetensors file. */
  public static final int SAFETENSORS = 10;

  private static final String[][] KNOWN = {
    {"PK\3\4", "a zip archive"},
    {"\200\2\212\nl\374\234F\371 j\250P\31.", "a PyTorch file from before version 1.6"},
    {"\223NUMPY", "a numpy .npy file"},
    {"\211HDF\r\n", "an HDF5 file (Keras, h5py)"},
    {"\37\213", "gzip data"},
    {"BZh", "bzip2 data"},
    {"\3757zXZ", "xz data"},
    {"\50\265\57\375", "zstd data"},
    {"\211PNG", "a PNG image"},
    {"\377\330\377", "a JPEG image"},
    {"GIF8", "a GIF image"},
    {"II*\0", "a TIFF image"},
    {"MM\0*", "a TIFF image"},
    {"%PDF", "a PDF document"},
    {"\177ELF", "a program"},
    {"version https://git-lfs", "a Git LFS pointer, not the file it stands for"},
    {"<", "an HTML or XML page"},
    {"{", "JSON"},
    {"[", "JSON"},
  };

  /**
   * Says what the bytes look like.
   *
   * @param bytes a file, or its beginning
   * @return such as {@code "a zip archive"}, or null where nothing known is recognised
   */
  public static String of(byte[] bytes) {
    if (isSafetensors(bytes)) {
      return "a safetensors file";
    }
    for (String[] known : KNOWN) {
      if (startsWith(bytes, 0, known[0])) {
        return known[0].startsWith("PK") ? zip(bytes) : known[1];
      }
    }
    if (bytes.length >= 4 && bytes[0] == 0 && bytes[1] == 0 && isIdxType(bytes[2])) {
      return "an IDX file";
    }
    if (startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBP")) {
      return "a WebP image";
    }
    if (startsWith(bytes, 0, "\0\0\0") && startsWith(bytes, 4, "ftyp")) {
      return "a HEIC image or a video";
    }
    return bytes.length > 1 && (bytes[0] & 0xff) == 0x80 ? "a pickle" : null;
  }

  /**
   * Whether it starts with a length of 8 bytes and JSON: by its length alone, it may look like
   * anything else.
   *
   * @param start a file, or its first {@link #SAFETENSORS} bytes or more
   */
  public static boolean isSafetensors(byte[] start) {
    if (start.length < SAFETENSORS || start[8] != '{') {
      return false;
    }
    boolean small = start[6] == 0 && start[7] == 0;
    return small || start[7] < 0 && start[9] == '"';
  }

  /** Of the files that are zip archives inside, the two that hold networks. */
  private static String zip(byte[] bytes) {
    int end = Math.min(bytes.length, 1024);
    for (int i = 4; i < end; i++) {
      if (startsWith(bytes, i, "data.pkl")) {
        return "a PyTorch file (torch.save)";
      }
      if (startsWith(bytes, i, ".npy")) {
        return "a numpy .npz archive";
      }
    }
    return "a zip archive";
  }

  private static boolean isIdxType(byte type) {
    return type >= 0x08 && type <= 0x0e && type != 0x0a;
  }

  private static boolean startsWith(byte[] bytes, int from, String signature) {
    byte[] expected = signature.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length - from < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (bytes[from + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
