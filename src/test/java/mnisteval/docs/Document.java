package mnisteval.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * A page of documentation: its blocks of code, links and anchors, as commonmark-java reads them.
 */
record Document(Path file, Node root) {
  private static final Pattern SOURCE = Pattern.compile("(?:src|srcset|href)=\"([^\"]*)\"");
  private static final Pattern REASON = Pattern.compile("<!-- not run: (\\S.*) -->");

  /** Reads the README and all pages of {@code src/docs}, in the order of their names. */
  static List<Document> all() throws IOException {
    List<Document> documents = new ArrayList<>(List.of(read(Path.of("README.md"))));
    try (Stream<Path> files = Files.list(Path.of("src", "docs"))) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".md")) {
          documents.add(read(file));
        }
      }
    }
    assertTrue(documents.size() > 5, documents.toString());
    return documents;
  }

  static Document read(Path file) throws IOException {
    return of(file, Files.readString(file));
  }

  static Document of(Path file, String markdown) {
    Parser parser =
        Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build();
    return new Document(file, parser.parse(markdown));
  }

  /** Returns its blocks of code, the language of an indented one being empty. */
  List<CodeBlock> blocks() {
    List<CodeBlock> blocks = new ArrayList<>();
    root.accept(
        new AbstractVisitor() {
          @Override
          public void visit(FencedCodeBlock block) {
            blocks.add(block(block, block.getInfo(), block.getLiteral(), 1));
          }

          @Override
          public void visit(IndentedCodeBlock block) {
            blocks.add(block(block, "", block.getLiteral(), 0));
          }
        });
    return blocks;
  }

  private CodeBlock block(Node node, String language, String text, int fence) {
    int line = node.getSourceSpans().get(0).getLineIndex() + 1 + fence;
    String reason = null;
    if (node.getPrevious() instanceof HtmlBlock before) {
      Matcher comment = REASON.matcher(before.getLiteral().strip());
      reason = comment.matches() ? comment.group(1) : null;
    }
    return new CodeBlock(file, line, language, text.lines().toList(), reason);
  }

  /** Returns what its links and pictures point to, those in HTML too. */
  List<String> targets() {
    List<String> targets = new ArrayList<>();
    root.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            targets.add(link.getDestination());
            visitChildren(link);
          }

          @Override
          public void visit(Image image) {
            targets.add(image.getDestination());
          }

          @Override
          public void visit(HtmlBlock block) {
            Matcher source = SOURCE.matcher(block.getLiteral());
            while (source.find()) {
              targets.add(source.group(1));
            }
          }
        });
    return targets;
  }

  /**
   * Returns the anchors that GitHub gives its headings: in lower case, without punctuation, with a
   * hyphen for each blank.
   */
  List<String> anchors() {
    List<String> anchors = new ArrayList<>();
    root.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Heading heading) {
            String words = text(heading).toLowerCase(Locale.ROOT);
            anchors.add(words.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
          }
        });
    return anchors;
  }

  private static String text(Node node) {
    StringBuilder text = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(Code part) {
            text.append(part.getLiteral());
          }
        });
    return text.toString();
  }

  /** Named as in messages. */
  @Override
  public String toString() {
    return file.toString();
  }
}
