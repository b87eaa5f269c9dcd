package mnisteval.input;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The sha256 of bytes, written as 64 hexadecimal digits in lower case. */
public final class Sha256 {
  private static final int DIGITS = 64;

  private Sha256() {}

  /** Whether the text is 64 hexadecimal digits, in either case. */
  public static boolean isOne(String text) {
    if (text.length() != DIGITS) {
      return false;
    }
    for (int i = 0; i < DIGITS; i++) {
      char digit = text.charAt(i);
      // Not Character.digit, which takes the digits of every script.
      if (!(digit >= '0' && digit <= '9'
          || digit >= 'a' && digit <= 'f'
          || digit >= 'A' && digit <= 'F')) {
        return false;
      }
    }
    return true;
  }

  /** That of all the bytes that are left. */
  static String of(SourceStream content) throws InputException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[1 << 16];
    int count;
    while ((count = content.read(buffer, 0, buffer.length)) >= 0) {
      digest.update(buffer, 0, count);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
