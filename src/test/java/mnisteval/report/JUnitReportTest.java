package mnisteval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import mnisteval.input.Printable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The gates of {@link Sample}; names from outside are read again by the JDK's parser. */
final class JUnitReportTest {
  @Test
  void writesATestCaseForEachGate() {
    String expected =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites>
          <testsuite name="mnist-eval" tests="2" failures="1" errors="0" skipped="0">
            <testcase classname="n" name="expect"/>
            <testcase classname="n" name="max-log-loss">
              <failure message="log loss out of bounds (expected at most 0, found 0.5)"/>
            </testcase>
          </testsuite>
        </testsuites>
        """;
    assertEquals(expected, JUnitReport.of(Sample.gated()));
  }

  @Test
  void writesAnErrorForANetworkThatFailed() {
    Report report =
        Sample.mnist(List.of(Sample.gated().networks().get(0), Sample.failed("bad", "bad: gone")));
    String expected =
        """
            <testcase classname="bad" name="evaluated">
              <error message="bad: gone"/>
            </testcase>
          </testsuite>
        </testsuites>
        """;
    String xml = JUnitReport.of(report);
    assertEquals(expected, xml.substring(xml.indexOf("    <testcase classname=\"bad\"")));
    assertEquals(1, xml.split("tests=\"3\" failures=\"1\" errors=\"1\"", -1).length - 1, xml);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\"/><error message='&lt;'/>",
        "]]> <!-- &#60; &amp; 'q'",
        "a\nb\u001b\0\u202e",
        "日本語 😀",
      })
  void keepsTextText(String text) throws Exception {
    Document document = parse(JUnitReport.of(Sample.mnist(List.of(Sample.failed(text, text)))));
    Element test = (Element) document.getElementsByTagName("testcase").item(0);
    Element error = (Element) document.getElementsByTagName("error").item(0);
    assertEquals(Printable.of(text), test.getAttribute("classname"));
    assertEquals(Printable.of(text), error.getAttribute("message"));
    assertEquals(1, document.getElementsByTagName("error").getLength());
  }

  /** XML 1.0 allows neither of them, however they are written. */
  @Test
  void writesWhatXmlDoesNotHaveAsEscapes() throws Exception {
    Report report = Sample.mnist(List.of(Sample.failed("a\ufffe\uffffb", "gone")));
    Element test = (Element) parse(JUnitReport.of(report)).getElementsByTagName("testcase").item(0);
    assertEquals("a\\ufffe\\uffffb", test.getAttribute("classname"));
  }

  @Test
  void meetsTheSchemaOfCiServers() throws Exception {
    List<Report.NetworkResult> networks = new ArrayList<>(Sample.gated().networks());
    validate(JUnitReport.of(Sample.gated()));
    networks.add(Sample.failed("a\"/><b>\n\0\ufffe", "]]> & \ud800"));
    validate(JUnitReport.of(Sample.mnist(networks)));
    validate(JUnitReport.of(Sample.mnist(List.of(Sample.noted("without gates")))));
  }

  /** Each is what the readers refuse or do not count. */
  @ParameterizedTest
  @CsvSource({
    "classname, class",
    "' name=\"expect\"', ''",
    "' errors=\"0\"', ''",
    "tests=\"2\", tests=\"two\"",
    "failure, fault",
    "<testsuite , <suite ",
  })
  void isHeldToTheSchema(String part, String other) throws Exception {
    String xml = JUnitReport.of(Sample.gated());
    String wrong = xml.replace(part, other).replace("</testsuite>", "</" + suite(other) + ">");
    assertTrue(xml.contains(part), part);
    assertThrows(SAXException.class, () -> validate(wrong));
  }

  private static String suite(String other) {
    return other.startsWith("<") ? "suite" : "testsuite";
  }

  private static void validate(String xml) throws Exception {
    URL schema = JUnitReportTest.class.getResource("junit.xsd");
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(schema)
        .newValidator()
        .validate(new StreamSource(new StringReader(xml)));
  }

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
