package mnisteval.idx;

/** An element type of IDX files. All numbers are big-endian. */
enum IdxType {
  UNSIGNED_BYTE(0x08, "unsigned bytes", 1),
  SIGNED_BYTE(0x09, "signed bytes", 1),
  SHORT(0x0b, "int16", 0, 1),
  INT(0x0c, "int32", 0, 0, 0, 1),
  FLOAT(0x0d, "float32", 0x3f, 0x80, 0, 0),
  DOUBLE(0x0e, "float64", 0x3f, 0xf0, 0, 0, 0, 0, 0, 0);

  private final int code;
  private final String description;
  private final byte[] one;

  /**
   * Describes a type.
   *
   * @param code the third byte of a file with such elements
   * @param one the bytes of the number 1 in this type
   */
  IdxType(int code, String description, int... one) {
    this.code = code;
    this.description = description;
    this.one = new byte[one.length];
    for (int i = 0; i < one.length; i++) {
      this.one[i] = (byte) one[i];
    }
  }

  /** Returns the type with this code, or null. */
  static IdxType of(int code) {
    for (IdxType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }

  /** Returns the number of bytes in one element. */
  int size() {
    return one.length;
  }

  /** Returns the bytes of the number 1, most significant first; do not change them. */
  byte[] one() {
    return one;
  }

  @Override
  public String toString() {
    return description;
  }
}
