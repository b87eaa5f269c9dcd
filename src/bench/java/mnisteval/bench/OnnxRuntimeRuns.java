package mnisteval.bench;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * The same job by ONNX Runtime: pixels in a direct buffer to the number of right answers. Scaling
 * and argmax are in the model, so that nothing is left to do in Java.
 */
public final class OnnxRuntimeRuns {
  private static final int IMAGES_HEADER = 16;
  private static final int LABELS_HEADER = 8;
  private static final int IMAGE = 784;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final Map<Integer, OrtSession> sessions = new HashMap<>();
  private final String model;
  private final ByteBuffer pixels;
  private final byte[] labels;
  private final int batch;

  private OnnxRuntimeRuns(String[] files, int batch) throws IOException {
    model = files[0];
    byte[] images = unzipped(files[1]);
    pixels = ByteBuffer.allocateDirect(images.length - IMAGES_HEADER);
    pixels.put(images, IMAGES_HEADER, pixels.capacity());
    labels = unzipped(files[2]);
    this.batch = batch;
  }

  /**
   * Evaluates once and prints the accuracy, or takes turns.
   *
   * @param args the files of the model, images and labels, the images of a batch, and {@code warm}
   *     to take turns, or how many threads evaluate once
   */
  public static void main(String[] args) throws Exception {
    OnnxRuntimeRuns runs = new OnnxRuntimeRuns(args, Integer.parseInt(args[3]));
    if (args[4].equals("warm")) {
      WarmRuns.serve(runs::right);
    } else {
      double right = runs.right(Integer.parseInt(args[4]));
      System.out.println("Accuracy:" + right / (runs.labels.length - LABELS_HEADER));
    }
  }

  private static byte[] unzipped(String file) throws IOException {
    byte[] zipped = Files.readAllBytes(Path.of(file));
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped), 1 << 16)) {
      return in.readAllBytes();
    }
  }

  private OrtSession session(int threads) throws OrtException {
    OrtSession session = sessions.get(threads);
    if (session == null) {
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(threads);
        session = environment.createSession(model, options);
      }
      sessions.put(threads, session);
    }
    return session;
  }

  private long right(int threads) throws OrtException {
    OrtSession session = session(threads);
    int images = labels.length - LABELS_HEADER;
    long right = 0;
    for (int first = 0; first < images; first += batch) {
      right += right(session, first, Math.min(batch, images - first));
    }
    return right;
  }

  private long right(OrtSession session, int first, int count) throws OrtException {
    ByteBuffer bytes = pixels.slice(first * IMAGE, count * IMAGE);
    long[] shape = {count, IMAGE};
    long right = 0;
    try (OnnxTensor input = OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of("pixels", input))) {
      long[] classes = (long[]) result.get(0).getValue();
      for (int i = 0; i < count; i++) {
        if (classes[i] == labels[LABELS_HEADER + first + i]) {
          right++;
        }
      }
    }
    return right;
  }
}
