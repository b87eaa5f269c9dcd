package mnisteval.idx;

/** The element types of IDX, by the third byte of the file. All numbers are big-endian. */
enum IdxType {
  UNSIGNED_BYTE(0x08, 1, "unsigned bytes"),
  SIGNED_BYTE(0x09, 1, "signed bytes"),
  SHORT(0x0b, 2, "int16"),
  INT(0x0c, 4, "int32"),
  FLOAT(0x0d, 4, "float32"),
  DOUBLE(0x0e, 8, "float64");

  private final int code;
  private final int size;
  private final String description;

  IdxType(int code, int size, String description) {
    this.code = code;
    this.size = size;
    this.description = description;
  }

  /** The type with this code, or null. */
  static IdxType of(int code) {
    for (IdxType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }

  /** Bytes an element. */
  int size() {
    return size;
  }

  /** The bytes of the number one in this type, most significant first. */
  byte[] one() {
    byte[] one = new byte[size];
    switch (this) {
      case FLOAT -> {
        one[0] = 0x3f;
        one[1] = (byte) 0x80;
      }
      case DOUBLE -> {
        one[0] = 0x3f;
        one[1] = (byte) 0xf0;
      }
      default -> one[size - 1] = 1;
    }
    return one;
  }

  @Override
  public String toString() {
    return description;
  }
}
