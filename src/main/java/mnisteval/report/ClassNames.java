package mnisteval.report;

import java.util.List;

/** What classes are called; one without a name is called by its number. */
public final class ClassNames {
  /** Names up to this length stand above narrow columns as they are. */
  private static final int SHORT = 3;

  private final List<String> names;

  public ClassNames(List<String> names) {
    this.names = names;
  }

  public String of(int index) {
    return index < names.size() && !names.get(index).isBlank()
        ? names.get(index)
        : Integer.toString(index);
  }

  /** Whether the names of this many classes are all short. */
  public boolean areShort(int classes) {
    for (int i = 0; i < classes; i++) {
      if (of(i).length() > SHORT) {
        return false;
      }
    }
    return true;
  }
}
