package mnisteval.weights.pickle;

import mnisteval.weights.array.FormatException;

/** What a message says of a name that a pickle must not refer to, and of what to write instead. */
final class RefusedGlobal {
  private static final String STATE_DICT =
      "torch.save(model.state_dict(), FILE) writes what is read";

  private static final String DICT = "put those of the object into a dict W1, b1, W2, b2, …";

  /** Beginnings of modules whose objects hold networks, and how their arrays are had. */
  private static final String[][] INSTEAD = {
    {
      "sklearn.",
      "of an MLPClassifier m, write {'coefs_': m.coefs_, 'intercepts_': m.intercepts_,"
          + " 'activation': m.activation}"
    },
    {"joblib.", "write them with pickle.dump or numpy.savez"},
    {"keras.", "of a model, write model.get_weights()"},
    {"tensorflow.", "of a model, write model.get_weights()"},
    {"torch.", STATE_DICT},
    {"__torch__.", STATE_DICT},
    {"__main__.", DICT},
    {"copyreg._reconstructor", DICT},
    {"copy_reg._reconstructor", DICT},
  };

  private RefusedGlobal() {}

  /** The fault of a name in the pickle of a PyTorch file. */
  static FormatException inTorchFile(String global) {
    return new FormatException(
        "refers to " + FormatException.shown(global) + "; only tensors are read: " + STATE_DICT);
  }

  /** The fault of a name in any other pickle. */
  static FormatException of(String global) {
    String refused = "refers to " + FormatException.shown(global) + "; only numpy arrays are read";
    for (String[] instead : INSTEAD) {
      if (global.startsWith(instead[0])) {
        return new FormatException(refused + ": " + instead[1]);
      }
    }
    return new FormatException(refused);
  }
}
