package mnisteval.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import java.io.IOException;

/** Where JSON breaks its lines: two spaces a level, and a row of a matrix is one line. */
final class JsonLayout implements DefaultPrettyPrinter.Indenter {
  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

  private JsonLayout() {}

  static PrettyPrinter printer() {
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Spacing.AFTER)
            .withArrayEmptySeparator("")
            .withObjectEmptySeparator("");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
    printer.indentObjectsWith(LINES);
    printer.indentArraysWith(new JsonLayout());
    return printer;
  }

  /** Called before each element of an array and after the last one. */
  @Override
  public void writeIndentation(JsonGenerator json, int level) throws IOException {
    if (isOneLine(json.getOutputContext().getParent())) {
      json.writeRaw(' ');
    } else {
      LINES.writeIndentation(json, level);
    }
  }

  private static boolean isOneLine(JsonStreamContext parent) {
    return parent.inArray() || parent.getCurrentName().equals("layers");
  }

  @Override
  public boolean isInline() {
    return false;
  }
}
