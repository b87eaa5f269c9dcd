package mnisteval.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;

/**
 * The files in an archive, whose sizes and checksums are right. The fuzzer's bytes are the names of
 * the entries, a line each; a marker; then their contents, with markers between them.
 */
final class ArchiveFuzzTest {
  @FuzzTest
  void readsArchivesOrRefuses(byte[] bytes) throws IOException {
    Promise promise = new Promise();
    Parts parts = new Parts(bytes);
    String[] names = new String(parts.part(0), StandardCharsets.UTF_8).split("\n");
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(archive)) {
      for (int i = 0; i < names.length; i++) {
        zip.putNextEntry(new ZipEntry(names[i]));
        zip.write(parts.part(i + 1));
      }
    } catch (ZipException | IllegalArgumentException e) {
      return; // two entries of one name, or one too long: the JDK writes no such archive
    }
    Promise.requireNetworkOrLine(archive.toByteArray());
    promise.requireTime();
  }
}
