package mnisteval.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebAddressTest {
  @ParameterizedTest
  @CsvSource({
    "http://h/a.pkl, http://h/a.pkl, http://h/a.pkl",
    "HTTPS://h:8443/a?b=c#d, HTTPS://h:8443/a?b=c, HTTPS://h:8443/a",
    "https://[::1]:80/a, https://[::1]:80/a, https://[::1]:80/a",
    "http://h, http://h, http://h",
    "http://h/ü.pkl, http://h/%C3%BC.pkl, http://h/ü.pkl",
    "https://[::1]/a@b, https://[::1]/a@b, https://[::1]/a@b",
    "http://h:80/a@b, http://h:80/a@b, http://h:80/a@b",
    "http://h/a@b/c@d?e@f, http://h/a@b/c@d?e@f, http://h/a@b/c@d",
  })
  void understands(String text, String uri, String name) throws InputException {
    assertEquals(uri, WebAddress.parse(text).toString());
    assertEquals(name, WebAddress.nameOf(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "http://user:pass@h/a?b; http://h/a: a user or password in the URL (expected none)",
        "http://user@h; http://h: a user or password in the URL (expected none)",
        "http://us er:pass@h/a#b; http://h/a: not a URL (Illegal character in authority)",
        "http://u:pa/ss@h/a; http://h/a: not a URL (expected a host, and maybe a port)",
        "http://us@er:pass@h/a; http://h/a: not a URL (expected a host, and maybe a port)",
        "http://h/a b; http://h/a b: not a URL (Illegal character in path)",
        "http:///a; http:///a: not a URL (expected a host, and maybe a port)",
        "http://h:65536/a; http://h:65536/a: not a URL (expected a host, and maybe a port)",
        "http:?secret; http:: not a URL (expected a host, and maybe a port)",
        "http:; http:: not a URL (Expected scheme-specific part)",
        "ftp://h/a; ftp://h/a: cannot be fetched (expected http or https, found ftp)",
        "//user@h/a; //h/a: cannot be fetched (expected http or https, found null)",
      })
  void refuses(String text, String message) {
    InputException e = assertThrows(InputException.class, () -> WebAddress.parse(text));
    assertEquals(message, e.getMessage());
  }

  @Test
  void keepsAPasswordOutOfTheTrace() {
    String url = "http://user:pass word@h/a";
    InputException e = assertThrows(InputException.class, () -> WebAddress.parse(url));
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    assertEquals(-1, trace.toString().indexOf("pass"), trace.toString());
  }
}
