package mnisteval.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class HtmlTextTest {
  private static String escape(String raw) {
    return new HtmlText().escape(raw);
  }

  @Test
  void escapesWhatMeansSomethingInHtml() {
    assertEquals(
        "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;",
        escape("<a href=\"x\" title='y'>&amp;"));
  }

  @Test
  void leavesTextOfAllLanguages() {
    assertEquals("zwölf × 十二 שתים 😀", escape("zwölf × 十二 שתים 😀"));
  }

  @Test
  void showsWhatCannotBeSeen() {
    assertEquals("a\\u0000b\\u000ac\\u0085", escape("a\u0000b\nc\u0085"));
    assertEquals("\\u202egpj.exe\\u2028", escape("\u202egpj.exe\u2028"));
    assertEquals("\\udb40\\udc01", escape("\udb40\udc01"));
  }

  @Test
  void showsHalvesOfCharacters() {
    assertEquals("\\ud83d!", escape("\ud83d!"));
  }
}
