package mnisteval.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A web server on this machine that answers each path with just the bytes that a test gives it. */
final class LoopbackServer implements Closeable {
  /** What is done with a connection once its request has come in. */
  interface Behaviour {
    void answer(Socket connection, OutputStream out) throws Exception;
  }

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Map<String, Behaviour> behaviours = new HashMap<>();

  LoopbackServer() throws IOException {
    Thread thread = new Thread(this::serve, "loopback-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Answers a path with this text, one byte a character, and closes the connection. */
  synchronized LoopbackServer on(String path, String answer) {
    return on(path, (connection, out) -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
  }

  synchronized LoopbackServer on(String path, Behaviour behaviour) {
    behaviours.put(path, behaviour);
    return this;
  }

  String url(String path) {
    return "http://127.0.0.1:" + socket.getLocalPort() + path;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        Thread thread = new Thread(() -> answer(connection), "loopback-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        // It was closed, which the loop sees.
      }
    }
  }

  private void answer(Socket connection) {
    try (connection) {
      String path = path(connection.getInputStream());
      behaviour(path).answer(connection, connection.getOutputStream());
    } catch (Exception e) {
      // The other side has gone: several tests make it go.
    }
  }

  private synchronized Behaviour behaviour(String path) {
    return behaviours.get(path);
  }

  /** Reads a request to the empty line that ends it, and says which path it asks for. */
  private static String path(InputStream in) throws IOException {
    StringBuilder request = new StringBuilder();
    while (request.indexOf("\r\n\r\n") < 0) {
      request.append((char) in.read());
    }
    return request.toString().split(" ")[1];
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
