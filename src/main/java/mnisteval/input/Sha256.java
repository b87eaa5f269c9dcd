package mnisteval.input;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The sha256 of bytes, written as 64 hexadecimal digits in lower case.
 *
 * @hidden not part of the API
 */
public final class Sha256 {
  private Sha256() {}

  /** Returns whether the text is 64 hexadecimal digits, in either case. */
  public static boolean isOne(String text) {
    return text.matches("[0-9a-fA-F]{64}");
  }

  /** Returns that of all the bytes that are left. */
  static String of(SourceStream content) throws InputException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    byte[] buffer = new byte[1 << 16];
    int count;
    while ((count = content.read(buffer, 0, buffer.length)) >= 0) {
      digest.update(buffer, 0, count);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
