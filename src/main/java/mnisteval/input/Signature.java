package mnisteval.input;

import java.nio.charset.StandardCharsets;

/**
 * A file format that is recognised by the first bytes of a file; as text, a few words for it.
 *
 * @hidden not part of the API
 */
public enum Signature {
  ZIP("a zip archive", "PK\3\4"),
  OLD_PYTORCH("a PyTorch file from before version 1.6", "\200\2\212\nl\374\234F\371 j\250P\31."),
  NUMPY_ARRAY("a numpy .npy file", "\223NUMPY"),
  HDF5("an HDF5 file (Keras, h5py)", "\211HDF\r\n"),
  GZIP("gzip data", "\37\213"),
  BZIP2("bzip2 data", "BZh"),
  XZ("xz data", "\3757zXZ"),
  ZSTD("zstd data", "\50\265\57\375"),
  PNG("a PNG image", "\211PNG"),
  JPEG("a JPEG image", "\377\330\377"),
  GIF("a GIF image", "GIF8"),
  BMP("a BMP image", "BM"),
  TIFF("a TIFF image", "II*\0", "MM\0*"),
  PDF("a PDF document", "%PDF"),
  PROGRAM("a program", "\177ELF"),
  JAVA_OBJECTS("serialised Java objects", "\254\355\0\5"),
  PYTHON("Python source", "import ", "from ", "def ", "#!/"),
  LFS_POINTER("a Git LFS pointer, not the file it stands for", "version https://git-lfs"),
  HTML("an HTML or XML page", "<"),
  JSON("JSON", "{", "["),
  UTF_16("text in UTF-16, not in UTF-8", "\377\376", "\376\377"),
  // More than the first bytes tells these.
  SAFETENSORS("a safetensors file"),
  NUMPY_ARCHIVE("a numpy .npz archive"),
  PYTORCH("a PyTorch file (torch.save)"),
  PICKLE("a pickle"),
  IDX("an IDX file"),
  WEBP("a WebP image"),
  HEIC("a HEIC image or a video"),
  KERAS("a Keras model"),
  TFLITE("a TensorFlow Lite model"),
  ONNX("an ONNX model"),
  NUMBERS("text of numbers");

  /** The number of bytes that are enough to recognise a safetensors file. */
  public static final int SAFETENSORS_BYTES = 10;

  private static final String IDX_TYPES = "\10\11\13\14\15\16";

  /** The number of bytes that are looked at: an archive's first names are among them. */
  private static final int HEAD = 1031;

  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private static final String NUMBER_FIRST =
      "(?is)[ \t,;]*+(?:[+-]?\\.?[0-9][^\0-\37,; ]*+|[+-]?(?:nan|inf))(?:[ \t,;#].*)?";

  private static final String NAMES = "[^\0-\10\16-\37,; \t]*+[,; \t][^\0-\10\16-\37]*";

  private final String text;
  private final String[] starts;

  Signature(String text, String... starts) {
    this.text = text;
    this.starts = starts;
  }

  /**
   * Recognises the format of a file.
   *
   * @param bytes a file, or its beginning
   * @return the format, or null if it is unknown
   */
  public static Signature of(byte[] bytes) {
    if (isSafetensors(bytes)) {
      return SAFETENSORS;
    }
    String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
    for (Signature signature : values()) {
      for (String start : signature.starts) {
        if (head.startsWith(start)) {
          return signature == ZIP ? zip(head) : signature;
        }
      }
    }
    if (head.length() > 3 && head.startsWith("\0\0") && IDX_TYPES.indexOf(head.charAt(2)) >= 0) {
      return IDX;
    }
    if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return WEBP;
    }
    if (head.startsWith("\0\0\0") && head.startsWith("ftyp", 4)) {
      return HEIC;
    }
    if (head.startsWith("\200") && bytes.length > 1) {
      return PICKLE;
    }
    return head.startsWith("TFL3", 4) ? TFLITE : byPattern(head);
  }

  /** Recognises what has no fixed start. Patterns take long to load, and few files come here. */
  private static Signature byPattern(String head) {
    // Protobuf: the number of the version, then a field of text or of the graph.
    if (head.matches("(?s)\10[\1-\77][\22\32\42\50\62\72\102].*")) {
      return ONNX;
    }
    String text = head.startsWith(BYTE_ORDER_MARK) ? head.substring(3) : head;
    if (text.matches("(?s)\\s*+[{\\[].*")) {
      return JSON;
    }
    return isNumbers(text) ? NUMBERS : null;
  }

  /**
   * Returns whether the first line that is neither empty nor a comment starts with a number, or the
   * line below it does and it is a line of names. No pickle starts like either.
   */
  private static boolean isNumbers(String text) {
    boolean names = false;
    for (String line : text.split("[\r\n]+")) {
      if (line.isBlank() || line.stripLeading().startsWith("#")) {
        continue;
      }
      if (line.matches(NUMBER_FIRST)) {
        return true;
      }
      if (names || !line.matches(NAMES)) {
        return false;
      }
      names = true;
    }
    // A comment may be longer than what is looked at.
    return !names && text.contains("#");
  }

  /**
   * Returns whether a file starts with a length of 8 bytes and JSON. This is asked before all else,
   * because the length may look like the start of any other format.
   *
   * @param start a file, or its first {@link #SAFETENSORS_BYTES} bytes or more
   */
  public static boolean isSafetensors(byte[] start) {
    if (start.length < SAFETENSORS_BYTES || start[8] != '{') {
      return false;
    }
    boolean small = start[6] == 0 && start[7] == 0;
    return small || start[7] < 0 && start[9] == '"';
  }

  /** Tells the zip archives that hold networks from all others. */
  private static Signature zip(String head) {
    int pickle = head.indexOf("data.pkl");
    int array = head.indexOf(".npy");
    if (pickle >= 0 && (array < 0 || pickle < array)) {
      return PYTORCH;
    }
    if (array >= 0) {
      return NUMPY_ARCHIVE;
    }
    boolean keras = head.contains("metadata.json") && head.contains("config.json");
    return keras || head.contains(".weights.h5") ? KERAS : ZIP;
  }

  @Override
  public String toString() {
    return text;
  }
}
