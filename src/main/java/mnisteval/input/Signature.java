package mnisteval.input;

import java.nio.charset.StandardCharsets;

/** Recognises formats by the first bytes, for messages about files of the wrong one. */
public final class Signature {
  private Signature() {}

  /** How many bytes it takes to recognise a safetensors file. */
  public static final int SAFETENSORS = 10;

  /** The names of a zip archive are looked for so far from its beginning. */
  private static final int ZIP_NAMES = 1024;

  private static final int LONGEST_NAME = "data.pkl".length();

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
    int length = Math.min(bytes.length, ZIP_NAMES + LONGEST_NAME - 1);
    String start = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    for (String[] known : KNOWN) {
      if (start.startsWith(known[0])) {
        return known[0].startsWith("PK") ? zip(start) : known[1];
      }
    }
    if (bytes.length >= 4 && start.startsWith("\0\0") && isIdxType(bytes[2])) {
      return "an IDX file";
    }
    if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
      return "a WebP image";
    }
    if (start.startsWith("\0\0\0") && start.startsWith("ftyp", 4)) {
      return "a HEIC image or a video";
    }
    return bytes.length > 1 && start.startsWith("\200") ? "a pickle" : null;
  }

  /**
   * Returns whether it starts with a length of 8 bytes and JSON: by its length alone, it may look
   * like anything else.
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

  /** Tells the two kinds of zip archives that hold networks by the names in them. */
  private static String zip(String start) {
    for (int i = 4; i < Math.min(start.length(), ZIP_NAMES); i++) {
      if (start.startsWith("data.pkl", i)) {
        return "a PyTorch file (torch.save)";
      }
      if (start.startsWith(".npy", i)) {
        return "a numpy .npz archive";
      }
    }
    return "a zip archive";
  }

  private static boolean isIdxType(byte type) {
    return type >= 0x08 && type <= 0x0e && type != 0x0a;
  }
}
