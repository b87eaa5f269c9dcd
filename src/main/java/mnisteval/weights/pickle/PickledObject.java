package mnisteval.weights.pickle;

import static mnisteval.weights.array.FormatException.shown;

import java.util.LinkedHashMap;
import java.util.Map;
import mnisteval.weights.array.FormatException;

/**
 * An object of a class that the file names: the attributes that BUILD gives it, after the memo has
 * it. The class is a name and nothing more: none is looked up, and no method of it is called.
 */
final class PickledObject {
  /** A class or a function of which the file knows the name, with its module. */
  record Type(String name) {
    /** Returns the name without the module. */
    String simpleName() {
      return name.substring(name.lastIndexOf('.') + 1);
    }

    /**
     * Makes an object, as Python does without calling the class.
     *
     * @throws FormatException if there are arguments, which only the class could make sense of
     */
    PickledObject make(int arguments) {
      if (arguments > 0) {
        throw FormatException.of(
            "holds an object of %s made with arguments (expected attributes only, found %d)",
            shown(name), arguments);
      }
      return new PickledObject(this);
    }
  }

  private final Type type;
  private Map<Object, Object> attributes;

  private PickledObject(Type type) {
    this.type = type;
  }

  Type type() {
    return type;
  }

  /** Returns the attributes by their names; empty before BUILD. */
  Map<Object, Object> attributes() {
    return attributes == null ? Map.of() : attributes;
  }

  /** Returns the attribute of this name, or null. */
  Object attribute(String name) {
    return attributes().get(name);
  }

  /** Makes the exception for an object of a class that is a list or a dict. */
  FormatException holdsItems() {
    return FormatException.of(
        "holds an object of %s with items (expected attributes only)", shown(type.name));
  }

  /**
   * Takes the state of BUILD: a dict of attributes, or two, of which the second is that of slots;
   * either may be None. They are copied, for the file may change them afterwards.
   */
  void setState(Object state, PickleInput pickle) {
    boolean both = state instanceof Object[] two && two.length == 2;
    Object[] dicts = both ? (Object[]) state : new Object[] {state};
    if (attributes != null) {
      throw FormatException.of("sets the attributes of an object of %s twice", shown(type.name));
    }
    attributes = new LinkedHashMap<>();
    for (Object dict : dicts) {
      if (dict instanceof Map<?, ?> map) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          pickle.payOpcode();
          String name = PickledBytes.name(entry.getKey());
          attributes.put(name == null ? entry.getKey() : name, entry.getValue());
        }
      } else if (dict != null || !both) {
        throw FormatException.of(
            "holds an object of %s whose state is no dict of attributes", shown(type.name));
      }
    }
  }
}
