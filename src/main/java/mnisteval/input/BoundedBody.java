package mnisteval.input;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.apache.commons.io.output.UnsynchronizedByteArrayOutputStream;

/**
 * What a server sends to one request, collected in memory as it arrives. Of an answer that is not
 * wanted, or too large, no more is read than its head.
 */
final class BoundedBody implements BodyHandler<byte[]>, BodySubscriber<byte[]> {
  private static final int OK = 200;
  private static final int UNANNOUNCED = -1;
  private static final byte[] NOTHING = {};

  private final String name;
  private final int limit;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final UnsynchronizedByteArrayOutputStream bytes =
      UnsynchronizedByteArrayOutputStream.builder().get();
  private Subscription subscription;
  private boolean wanted;
  private volatile long length;
  private volatile boolean begun;
  private volatile int received;
  private volatile long lastSign = System.nanoTime();

  /**
   * An answer to come.
   *
   * @param name what messages call it
   * @param limit the most bytes that are accepted
   */
  BoundedBody(String name, int limit) {
    this.name = name;
    this.limit = limit;
  }

  /** When something of it last arrived, or else when it was asked for, as a nanoTime. */
  long lastSign() {
    return lastSign;
  }

  /** What was expected of it and what has come, in words for a message. */
  String state() {
    if (!begun) {
      return "expected an answer, found none";
    }
    return length < 0
        ? "expected more, found " + received + " bytes"
        : "expected " + length + " bytes, found " + received;
  }

  @Override
  public BodySubscriber<byte[]> apply(ResponseInfo head) {
    lastSign = System.nanoTime();
    wanted = head.statusCode() == OK;
    length = head.headers().firstValueAsLong("Content-Length").orElse(UNANNOUNCED);
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
      body.complete(NOTHING);
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
      if (buffer.remaining() > limit - received) {
        refuse("more");
        return;
      }
      // Copied: a buffer of one byte may be a view of one that is much larger.
      byte[] some = new byte[buffer.remaining()];
      buffer.get(some);
      bytes.write(some, 0, some.length);
      received += some.length;
    }
  }

  private void refuse(String found) {
    subscription.cancel();
    body.completeExceptionally(
        new InputException(
            name, "too large (expected at most " + limit + " bytes, found " + found + ")"));
  }

  @Override
  public void onError(Throwable fault) {
    body.completeExceptionally(fault);
  }

  @Override
  public void onComplete() {
    body.complete(bytes.toByteArray());
  }
}
