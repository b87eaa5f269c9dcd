package mnisteval.input;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * Collects in memory what a server sends. Of an answer whose status is not 200, or which is too
 * large, it reads no more than the head.
 */
final class BoundedBody implements BodyHandler<byte[]>, BodySubscriber<byte[]> {
  private static final int OK = 200;
  private static final int UNKNOWN = -1;

  private final String url;
  private final int limit;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Subscription subscription;
  private boolean wanted;
  private volatile long length;
  private volatile boolean begun;
  private volatile long lastSign = System.nanoTime();

  /**
   * Prepares for an answer.
   *
   * @param url its name in messages
   * @param limit the most bytes that are accepted
   */
  BoundedBody(String url, int limit) {
    this.url = url;
    this.limit = limit;
  }

  /** Returns when something last arrived, or else when it was asked for, as a nanoTime. */
  long lastSign() {
    return lastSign;
  }

  /** Returns what was expected and what has arrived, as the end of a message. */
  String state() {
    if (!begun) {
      return " (expected an answer, found none)";
    }
    String expected = length == UNKNOWN ? "more, found " : length + " bytes, found ";
    return " (expected " + expected + bytes.size() + (length == UNKNOWN ? " bytes)" : ")");
  }

  @Override
  public BodySubscriber<byte[]> apply(ResponseInfo head) {
    lastSign = System.nanoTime();
    wanted = head.statusCode() == OK;
    length = head.headers().firstValueAsLong("Content-Length").orElse(UNKNOWN);
    begun = true;
    return this;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription newSubscription) {
    subscription = newSubscription;
    if (!wanted) {
      subscription.cancel();
      onComplete();
    } else if (length > limit) {
      refuse(Long.toString(length));
    } else {
      subscription.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    lastSign = System.nanoTime();
    for (ByteBuffer buffer : buffers) {
      if (buffer.remaining() > limit - bytes.size()) {
        refuse("more");
        return;
      }
      byte[] some = new byte[buffer.remaining()];
      buffer.get(some);
      bytes.writeBytes(some);
    }
  }

  private void refuse(String found) {
    subscription.cancel();
    String problem = "too large (expected at most %d bytes, found %s)";
    onError(InputException.of(url, problem, limit, found));
  }

  @Override
  public void onError(Throwable exception) {
    body.completeExceptionally(exception);
  }

  @Override
  public void onComplete() {
    body.complete(bytes.toByteArray());
  }
}
