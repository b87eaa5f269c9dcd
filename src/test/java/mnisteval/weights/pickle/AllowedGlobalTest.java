package mnisteval.weights.pickle;

import static mnisteval.weights.pickle.PickleBytes.bytes;
import static mnisteval.weights.pickle.PickleBytes.load;
import static mnisteval.weights.pickle.PickleBytes.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AllowedGlobalTest {
  private static final String ONLY_ARRAYS = "; only numpy arrays are read";

  private static final String OBJECT =
      "of an object, write its arrays, as pickle.dump({'W1': …, 'b1': …, 'W2': …, 'b2': …}, f)";

  @ParameterizedTest
  @CsvSource({
    "posix, system",
    "nt, system",
    "os, system",
    "os, popen",
    "posix, execve",
    "posix, fork",
    "pty, spawn",
    "shutil, rmtree",
    "socket, create_connection",
    "urllib.request, urlopen",
    "webbrowser, open",
    "ctypes, CDLL",
    "ctypes.util, _findLib_gcc",
    "timeit, timeit",
    "code, InteractiveInterpreter",
    "bdb, Bdb",
    "pdb, run",
    "cProfile, run",
    "pydoc, pipepager",
    "pip._internal.cli.main, main",
    "sys, modules",
    "subprocess, Popen",
    "subprocess, check_output",
    "builtins, eval",
    "builtins, exec",
    "builtins, getattr",
    "builtins, compile",
    "builtins, open",
    "builtins, breakpoint",
    "builtins, globals",
    "builtins, print",
    "builtins, __import__",
    "__builtin__, eval",
    "__builtin__, apply",
    "__builtin__, execfile",
    "builtins, getattr.__call__",
    "builtins, bytes.__class__",
    "numpy, ndarray.__reduce__",
    "numpy, dtype.__class__.__base__",
    "operator, attrgetter",
    "operator, itemgetter",
    "operator, methodcaller",
    "_operator, attrgetter",
    "functools, partial",
    "runpy, run_path",
    "runpy, _run_code",
    "importlib, import_module",
    "pickle, loads",
    "marshal, loads",
    "types, CodeType",
    "numpy, load",
    "numpy, matrix",
    "numpy, memmap",
    "numpy, fromfile",
    "numpy, loadtxt",
    "numpy, save",
    "numpy.lib.npyio, NpzFile",
    "numpy.core._multiarray_umath, fromfile",
    "numpy.distutils.exec_command, exec_command",
    "numpy.f2py.diagnose, run_command",
    "numpy.f2py, compile",
    "numpy.f2py.crackfortran, getlincoef",
    "numpy.testing._private.utils, runstring",
    "numpy.core.multiarray, fromfile",
    "numpy.core.records, recarray",
    "_codecs, decode",
    "codecs, encode",
    "collections, defaultdict",
    "numpy, ''",
    "'', numpy.ndarray",
    "'', ''",
    "antigravity, x",
    "commands, getoutput",
    "__main__, a..b",
    "a b, c",
    "a, b-c",
    "a, <lambda>",
    "1a, b",
    "_private, x",
    "__mp_main__, Network",
  })
  void refusesByName(String module, String name) {
    assertRefused(module, name, "refers to " + module + "." + name + ONLY_ARRAYS);
  }

  /** What the file may name: none is looked up, whatever Python or Java has by the name. */
  @ParameterizedTest
  @CsvSource({
    "network, Network",
    "__main__, Network",
    "src.neural_network, Net.Layer",
    "r\u00e9seau_2, Couche",
    "Numpy, ndarray",
    "java.lang, Runtime",
    "java.lang, ProcessBuilder",
    "java.io, FileOutputStream",
    "net.razorvine.pickle.objects, ClassDictConstructor",
    "javax.script, ScriptEngineManager",
    "pytz, timezone",
    "dateutil.tz, tzfile",
  })
  void knowsOtherNamesAsNamesOnly(String module, String name) throws IOException {
    String global = module + "." + name;
    byte[] type = bytes("\214", utf8(module), "\214", utf8(name), "\223");
    assertEquals(global, ((PickledObject.Type) load(type, ".")).name());
    assertEquals(Map.of(), ((PickledObject) load(type, ")\201.")).attributes());
    String calls = "calls " + global + ONLY_ARRAYS + ": " + OBJECT;
    assertEquals(calls, refusal(type, ")R."));
    assertEquals(calls, refusal(type, "(K\1tR."));
    String more =
        "holds an object of " + global + " made with arguments (expected attributes only,";
    assertEquals(more + " found 1)", refusal(type, "K\1\205\201."));
    assertEquals(more + " found 2)", refusal("(", type, "NNo."));
    assertEquals(
        "uses NEWOBJ_EX, which makes an object of a class" + ONLY_ARRAYS, refusal(type, ")}\222."));
  }

  private static byte[] utf8(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return bytes(PickleBytes.little(utf8.length, 1), utf8);
  }

  /** Objects that hold networks, and what to write in their place. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sklearn.tree._tree | Tree | of scikit-learn, MLPClassifier and LogisticRegression are,"
            + " also after StandardScaler",
        "dill._dill | _create_type | dill wrote an object with its class; " + OBJECT,
        "dill._shims | _create_function | dill wrote an object with its class; " + OBJECT,
        "cloudpickle.cloudpickle | _make_skeleton_class | cloudpickle wrote an object with its"
            + " class; "
            + OBJECT,
        "joblib.numpy_pickle | NDArrayWrapper | write them with pickle.dump or numpy.savez",
        "keras.src.models.sequential | Sequential | of a model, write model.get_weights()",
        "tensorflow.python | Model | of a model, write model.get_weights()",
        "torch | load | torch.save(model.state_dict(), FILE) writes what is read",
        "torch.hub | load | torch.save(model.state_dict(), FILE) writes what is read",
        "torch.jit | load | torch.save(model.state_dict(), FILE) writes what is read",
        "torch._utils | _rebuild_tensor_v2 | torch.save(model.state_dict(), FILE) writes what is"
            + " read",
        "torch.storage | _load_from_bytes | torch.save(model.state_dict(), FILE) writes what is"
            + " read",
        "__torch__.torch | Linear | torch.save(model.state_dict(), FILE) writes what is read",
      })
  void saysWhatToWriteInstead(String module, String name, String instead) {
    assertRefused(module, name, "refers to " + module + "." + name + ONLY_ARRAYS + ": " + instead);
  }

  private static void assertRefused(String module, String name, String message) {
    assertEquals(message, refusal("c", module, "\n", name, "\n)R."));
    assertEquals(message, refusal("c", module, "\n", name, "\n)}\222."));
    assertEquals(message, refusal(stackText(module), stackText(name), "\223)R."));
    assertEquals(message, refusal("(i", module, "\n", name, "\n."));
    assertEquals(message, refusal("(c", module, "\n", name, "\no."));
    assertEquals(message, refusal("c", module, "\n", name, "\n)\201."));
    assertEquals(message, refusal(stackText(module), stackText(name), "\223\224)\224\201."));
  }

  /** What the library would make objects of. */
  @ParameterizedTest
  @CsvSource({
    "decimal, Decimal",
    "datetime, datetime",
    "datetime, date",
    "datetime, time",
    "datetime, timedelta",
    "datetime, tzinfo",
    "array, array",
    "array, _array_reconstructor",
    "builtins, complex",
    "__builtin__, complex",
    "exceptions, ValueError",
    "builtins, ValueError",
  })
  void refusesWhatTheLibraryKnows(String module, String name) {
    refusesByName(module, name);
  }

  private static String stackText(String text) {
    return "\214" + (char) text.length() + text;
  }

  @ParameterizedTest
  @CsvSource({
    "RECONSTRUCT, numpy.core.multiarray, _reconstruct",
    "RECONSTRUCT, numpy._core.multiarray, _reconstruct",
    "FROM_BUFFER, numpy.core.numeric, _frombuffer",
    "FROM_BUFFER, numpy._core.numeric, _frombuffer",
    "SCALAR, numpy.core.multiarray, scalar",
    "SCALAR, numpy._core.multiarray, scalar",
    "NDARRAY, numpy, ndarray",
    "DTYPE, numpy, dtype",
    "ENCODE, _codecs, encode",
    "BYTES, builtins, bytes",
    "BYTES, __builtin__, bytes",
    "BYTES, builtins, bytearray",
    "BYTES, __builtin__, bytearray",
    "SET, builtins, set",
    "SET, __builtin__, set",
    "SET, builtins, frozenset",
    "SET, __builtin__, frozenset",
    "ORDERED_DICT, collections, OrderedDict",
    "RECONSTRUCTOR, copyreg, _reconstructor",
    "RECONSTRUCTOR, copy_reg, _reconstructor",
    "OBJECT, builtins, object",
    "OBJECT, __builtin__, object",
    "RANDOM, numpy.random, __RandomState_ctor",
    "RANDOM, numpy.random._pickle, __generator_ctor",
    "RANDOM, numpy.random._mt19937, MT19937",
    "JOBLIB_ARRAY, joblib.numpy_pickle, NumpyArrayWrapper",
    "JOBLIB_ARRAY, sklearn.externals.joblib.numpy_pickle, NumpyArrayWrapper",
  })
  void allowsByName(AllowedGlobal expected, String module, String name) throws IOException {
    assertSame(expected, load("c", module, "\n", name, "\n."));
    assertSame(expected, load(stackText(module), stackText(name), "\223."));
  }

  @Test
  void showsLongNamesShortened() {
    String message = "refers to os." + "x".repeat(97) + "…" + ONLY_ARRAYS;
    assertEquals(message, refusal("cos\n", "x".repeat(1000), "\n."));
  }

  @Test
  void showsControlCharactersEscaped() {
    assertEquals(
        "refers to o\\u000as.\\u001b[1msystem\\u009b" + ONLY_ARRAYS,
        refusal("\214\3o\ns\214\14\33[1msystem\302\233\223."));
  }

  @Test
  void refusesNamesThatAreNoText() {
    assertEquals("malformed pickle (the opcode at byte 6)", refusal("U\1aU\1b\223."));
  }

  @Test
  void refusesToCallObject() {
    assertEquals("calls object", refusal("cbuiltins\nobject\n)R."));
  }

  @Test
  void refusesToCallWhatDescribesAnArrayOfJoblib() {
    assertEquals(
        "calls joblib's NumpyArrayWrapper",
        refusal("cjoblib.numpy_pickle\nNumpyArrayWrapper\n)R."));
  }

  @Test
  void refusesToMakeAnNdarray() {
    assertEquals("calls ndarray", refusal("cnumpy\nndarray\n(K\3K\2tR."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PickleBytes.RECONSTRUCT + "cnumpy\ndtype\nK\0\205C\1b\207R.",
        PickleBytes.RECONSTRUCT + "NK\0\205C\1b\207R.",
        PickleBytes.RECONSTRUCT + PickleBytes.NDARRAY + "K\0\205\206R.",
        PickleBytes.RECONSTRUCT + ")R.",
      })
  void refusesArraysOfAnotherClass(String pickle) {
    assertEquals("a numpy array of another class than ndarray", refusal(pickle));
  }

  @Test
  void encodesLatin1() throws IOException {
    assertEquals("a\0\u00ff", encoded("c_codecs\nencode\nVa\\u0000\377\nX\6\0\0\0latin1\206R."));
    assertEquals("\u00eb", encoded("c__builtin__\nbytearray\nV\353\nU\7latin-1\206R."));
  }

  @Test
  void encodesUtf8() throws IOException {
    assertEquals("\u00c3\u00ab", encoded("c_codecs\nencode\nV\353\n\205R."));
    assertEquals("\u00cf\u0080", encoded("c__builtin__\nbytes\nV\\u03c0\nX\5\0\0\0utf-8\206R."));
    assertEquals("\u00cf\u0080", encoded("c__builtin__\nbytes\nV\\u03c0\nX\4\0\0\0utf8\206R."));
  }

  /** Python raises UnicodeEncodeError; Java would write question marks. */
  @ParameterizedTest
  @ValueSource(strings = {"V\\u0100\n", "V\\u03c0\n", "V\\U0001f600\n", "Vab\\ud800\n"})
  void refusesToEncodeWhatIsNotLatin1(String text) {
    assertEquals(
        "text in the place of bytes (expected characters 0 to 255)",
        refusal("c_codecs\nencode\n", text, "X\6\0\0\0latin1\206R."));
  }

  @Test
  void refusesOtherEncodings() {
    assertEquals(
        "encodes text in another way than latin1 or utf-8",
        refusal("c_codecs\nencode\nVab\nX\5\0\0\0rot13\206R."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"K\5\205R.", "(K\1K\2l\205R.", "N\205R."})
  void refusesBytesOfNoText(String arguments) {
    assertEquals(
        "malformed pickle (the opcode at byte " + (14 + arguments.length()) + ")",
        refusal("cbuiltins\nbytes\n", arguments));
  }

  @Test
  void makesBytes() throws IOException {
    assertEquals("", encoded("c__builtin__\nbytes\n)R."));
    assertEquals("ab", encoded("cbuiltins\nbytearray\nC\2ab\205R."));
  }

  private static String encoded(String pickle) throws IOException {
    return ((PickledBytes) load(pickle)).latin1();
  }

  @Test
  void makesSets() throws IOException {
    assertSame(AllowedGlobal.ANY_SET, load("cbuiltins\nset\n)R."));
    assertSame(AllowedGlobal.ANY_SET, load("c__builtin__\nfrozenset\n(K\3K\1l\205R."));
  }

  @Test
  void makesOrderedDictsOfPairs() throws IOException {
    String lists = "((C\1bK\1l(C\1aK\2ll\205R.";
    Map<?, ?> dict = (Map<?, ?>) load("ccollections\nOrderedDict\n", lists);
    assertEquals(List.of("b", "a"), dict.keySet().stream().map(PickledBytes::name).toList());
    assertEquals(List.of(1, 2), List.copyOf(dict.values()));
    assertEquals(Map.of(), load("ccollections\nOrderedDict\n)R."));
  }

  @Test
  void makesOrderedDictsOfTuplesWithNone() throws IOException {
    Map<?, ?> dict = (Map<?, ?>) load("ccollections\nOrderedDict\n(X\1\0\0\0aN\206l\205R.");
    assertEquals(Set.of("a"), dict.keySet());
    assertNull(dict.get("a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "N\205R.",
        "(Nl\205R.",
        "(K\1\205l\205R.",
        "((K\1ll\205R.",
        "(K\1K\2K\3\207l\205R."
      })
  void refusesOrderedDictsOfNoPairs(String arguments) {
    assertEquals(
        "malformed pickle (the opcode at byte " + (23 + arguments.length()) + ")",
        refusal("ccollections\nOrderedDict\n", arguments));
  }
}
