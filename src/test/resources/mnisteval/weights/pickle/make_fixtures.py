"""Writes the pickle fixtures beside this script.

    python3 make_fixtures.py numpy2           numpy2-*.pkl, as written by numpy 2.4.6
    /usr/bin/python3 make_fixtures.py numpy1  numpy1-*.pkl, as written by numpy 1.24.2
    python3 make_fixtures.py python2-style    python2-*.pkl, hand-assembled in the way of
                                              Python 2.7 with numpy 1.16

Also hand-assembled are the refused files listed in OPCODES. Never load a refused file.

Each mode writes lists without a header line, tab-separated:

    expected-<mode>.tsv   file, array name, dtype, shape, order, values
    nonfinite-<mode>.tsv  file, what it holds
    refused-<mode>.tsv    file, what it holds

The dtype is the stored one. Scalars and zero-dimensional arrays have an empty shape. The order is
that of the stored data: C, F, or K for axes permuted in another way. The values are in C order
whatever the stored order, as repr(float(value)); integers beyond 2**53 are thus rounded to the
nearest double.
"""

import functools
import gzip
import os
import pickle
import pickletools
import struct
import subprocess
import sys
import types
import warnings
from collections import OrderedDict
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parent
W1 = [[0.1, -0.2], [1 / 3, 2.5], [-7.125, 0.7]]
B1 = [0.3, -1.1]
W2 = [[1.7, -0.9, 0.05, 3.3], [-2.2, 0.6, 11.01, -0.004]]
B2 = [0.01, -0.02, 4.4, -5.5]

TEXT = (
    "Zo\u00eb \u03c0 \u65e5\u672c \U0001f600 \\ \\u0041 \\n "
    "'single' \"double\" tab\t cr\r nul\0 \x1a\nend\n"
)


class Lists:
    """The files of one mode and the lists that describe them."""

    def __init__(self, mode):
        self.mode, self.prefix = mode, mode.split("-")[0]
        self.lines = {"expected": [], "nonfinite": [], "refused": []}
        for old in FOLDER.glob(self.prefix + "-*.pkl"):
            old.unlink()

    def write(self, name, data):
        path = FOLDER / f"{self.prefix}-{name}.pkl"
        assert not path.exists(), path
        path.write_bytes(data)
        return path.name

    def expect(self, name, entries, data, **options):
        """Writes a file after checking that numpy reads the entries back from it."""
        file = self.write(name, data)
        loaded = pickle.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data, **options)
        assert len(loaded) == len(entries)
        for (key, wanted), (loaded_key, value) in zip(entries.items(), loaded.items()):
            if not isinstance(wanted, (np.ndarray, np.generic)):
                wanted = python3(wanted) if options else wanted
                assert repr(value) == repr(wanted), (file, key)
                continue
            assert loaded_key == (python3(key) if options else key), (file, key)
            assert type(value) is type(wanted), (file, key)
            # Before protocol 5 numpy swaps big-endian data when it reads them.
            native = wanted.astype(wanted.dtype.newbyteorder("="))
            value = value.astype(value.dtype.newbyteorder("="))
            assert (value.dtype, value.shape) == (native.dtype, wanted.shape), (file, key)
            assert value.tobytes() == native.tobytes(), (file, key)
            assert order(wanted) in (order(value), "K"), (file, key)
            name = key.decode() if isinstance(key, bytes) else key
            shape = ",".join(map(str, value.shape))
            values = " ".join(repr(float(v)) for v in np.asarray(value).ravel().tolist())
            self.lines["expected"].append(
                (file, name, wanted.dtype.str, shape, order(value), values)
            )

    def add(self, kind, name, description, data):
        """Writes a file that is not to be loaded, or not to be accepted."""
        self.lines[kind].append((self.write(name, data), description))

    def finish(self):
        for kind, lines in self.lines.items():
            if lines:
                text = "".join("\t".join(line) + "\n" for line in lines)
                (FOLDER / f"{kind}-{self.mode}.tsv").write_bytes(text.encode())


def order(array):
    if array.flags.c_contiguous:
        return "C"
    return "F" if array.flags.f_contiguous else "K"


def network(dtype="<f4", **others):
    """The network as a dict: W1 in Fortran order, the others in C order."""
    arrays = {
        "W1": np.asfortranarray(np.array(W1).astype(dtype)),
        "b1": np.array(B1).astype(dtype),
        "W2": np.array(W2).astype(dtype),
        "b2": np.array(B2).astype(dtype),
    }
    return {**arrays, **others}


def integer_network(dtype):
    """Distinct integers with the type's extremes, and 2**53 + 1 where it fits."""
    limits, offset = np.iinfo(dtype), 10 if np.dtype(dtype).kind == "u" else 0
    values = [3 + offset, limits.min, -5 + offset, 1 + offset, limits.max, -8 + offset, 7 + offset]
    values += [-2 + offset, 9 + offset, -4 + offset, 6 + offset, -9 + offset, 2 + offset]
    values += [8 + offset, -1 + offset, 4 + offset, -7 + offset, 5 + offset, -6 + offset]
    values += [2**53 + 1 if limits.max > 2**53 else 30]
    return split(np.array(values, dtype))


def split(array):
    """Twenty values as a network, with W2 in Fortran order."""
    w1, b1, w2, b2 = np.split(array, [6, 8, 16])
    return {
        "W1": w1.reshape(3, 2),
        "b1": b1,
        "W2": np.asfortranarray(w2.reshape(2, 4)),
        "b2": b2,
    }


def numpy_fixtures(lists):
    dumps = pickle.dumps

    def expect(name, entries, protocol=4):
        lists.expect(name, entries, dumps(entries, protocol))

    for protocol in range(6):
        at = f"protocol{protocol}-"
        expect(at + "f4", network(), protocol)
        expect(at + "extras", network(**extras()), protocol)
    for protocol in range(4):
        all_bytes = np.frombuffer(bytes(range(256)), "u1").copy()
        expect(f"protocol{protocol}-bytes", network(bytes=all_bytes), protocol)

    for kind in ["f2", "f4", "f8", "i2", "i4", "i8", "u2", "u4", "u8"]:
        for name, sign in [("little", "<"), ("big", ">")]:
            make = network if kind[0] == "f" else integer_network
            expect(f"dtype-{kind}-{name}", make(sign + kind))
    for kind in ["i1", "u1"]:
        expect(f"dtype-{kind}", integer_network(kind))
    expect("dtype-bool", split(np.array([c == "1" for c in "10011101000110101110"])))

    expect("protocol5-f4-big", network(">f4"), 5)

    for protocol in 2, 5:
        fortran = {key: np.asfortranarray(array) for key, array in network("<f8").items()}
        expect(f"protocol{protocol}-f8-fortran", fortran, protocol)
    for protocol in 2, 4, 5:
        at = f"protocol{protocol}-"
        expect(at + "strided", network(W2=np.repeat(np.array(W2, "<f4"), 3, 1)[:, ::3]), protocol)
        odd = {
            "zero-dimensional": np.array(0.7, "<f4"),
            "empty": np.zeros((0, 3), "<f4"),
            "cube": np.arange(24, dtype="<f4").reshape(2, 3, 4),
            "fortran-cube": np.asfortranarray(np.arange(24, dtype="<f4").reshape(2, 3, 4)),
        }
        expect(at + "odd-shapes", network(**odd), protocol)
        permuted = np.arange(24, dtype="<f4").reshape(2, 3, 4).transpose(1, 0, 2)
        expect(at + "permuted-axes", network(permuted=permuted), protocol)
    read_only = network()
    for array in read_only.values():
        array.setflags(write=False)
    expect("protocol5-read-only", read_only, 5)
    used = [arg for _, arg, _ in pickletools.genops(dumps(read_only, 5))]
    assert "_frombuffer" in used and "_reconstruct" not in used

    rows = {key: array.reshape(1, -1) for key, array in network().items() if key[0] == "b"}
    for protocol in 0, 2, 4:
        at = f"protocol{protocol}-"
        expect(at + "row-biases", network(**rows), protocol)
        scalars = {
            "rate": np.float32(0.1),
            "momentum": np.float64(0.1),
            "half": np.float16(0.1),
            "epochs": np.int64(7),
            "seed": np.uint8(200),
            "trained": np.bool_(True),
            "big-endian": np.array(-3, ">i4"),
        }
        expect(at + "scalars", network(**scalars), protocol)
        expect(at + "ordered-dict", OrderedDict(network()), protocol)
        shared = network()
        shared["copy"] = shared["W1"]
        expect(at + "shared-array", shared, protocol)
        names = [f"name {i}" for i in range(300)]
        memo = network(names=names, again=names[::-1], same=names)
        expect(at + "long-memo", {**memo, "last": memo["W1"]}, protocol)
    for protocol in 0, 2, 3, 4:
        keyed = {key.encode(): array for key, array in network().items()}
        expect(f"protocol{protocol}-bytes-keys", keyed, protocol)
    expect("lower-case-keys", {key.lower(): array for key, array in network().items()})
    expect("other-order", dict(reversed(network().items())))

    lists.expect("gzipped", network(), gzip.compress(dumps(network(), 4), mtime=0))
    # Beyond 64 KiB the pickler ends the frame and writes the bytes outside any frame.
    large = network(padding=bytes(70000), text="x" * 70000)
    lists.expect("gzipped-large", large, gzip.compress(dumps(large, 4), mtime=0))

    for name, value in [("nan", np.nan), ("inf", np.inf), ("negative-inf", -np.inf)]:
        broken = network()
        broken["W2"][1, 2] = value
        lists.add("nonfinite", name, f"{value} in W2 at row 1, column 2", dumps(broken, 4))
    refused(lists)


def extras():
    return {
        "text": TEXT,
        "long text": "0123456789" * 30,
        TEXT: "awkward key",
        "": "",
        "ints": [0, 1, 255, 256, 65535, 65536, 2**31 - 1, 2**31, 2**53 + 1, 2**63 - 1, 2**63],
        "negative ints": [-1, -255, -256, -(2**31), -(2**31) - 1, -(2**63), -(2**63) - 1],
        "big int": 2**70,
        "negative big int": -(2**70),
        "huge int": 2**2100,
        "float": 0.1,
        "floats": [-0.0, 1e300, 5e-324, float("nan"), float("inf"), float("-inf")],
        "none": None,
        "true": True,
        "false": False,
        "list": [1, 2.5, -3],
        "one": [1],
        "empty list": [],
        "lists": [[1, 2], [3, [4, [5]]], []],
        "dict": {1: "one", -2: {"deep": {3: None}}, (1, 2): True, "empty": {}},
        "tuples": [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)],
        "set": {1, 2, 3},
        "empty set": set(),
        "frozenset": frozenset([4, 5]),
        "bytes": b"\x00\x7f\x80\xff'\"\\\n",
        "empty bytes": b"",
        "long bytes": bytes(range(256)),
        "bytearray": bytearray(b"\x00\xffab"),
        "empty bytearray": bytearray(),
    }


class Call:
    """Pickles as a call of a function."""

    def __init__(self, function, *args):
        self.call = function, args

    def __reduce__(self):
        return self.call


# Hand-assembled.
OPCODES = {
    "sklearn": (
        "an sklearn.neural_network MLPClassifier",
        b"\x80\x02csklearn.neural_network._multilayer_perceptron\nMLPClassifier\n"
        b")\x81}X\x06\x00\x00\x00coefs_]sb.",
    ),
    "joblib": (
        "a joblib array wrapper",
        b"\x80\x04\x8c\x13joblib.numpy_pickle\x8c\x11NumpyArrayWrapper\x93)\x81}"
        b"\x8c\x05order\x8c\x01Csb.",
    ),
    "global-os-system": (
        "a call of os.system, named so rather than posix.system",
        b"cos\nsystem\n(S'touch pwned'\ntR.",
    ),
    "inst-os-system": ("a call of os.system by INST", b"(S'touch pwned'\nios\nsystem\n."),
    "obj-os-system": ("a call of os.system by OBJ", b"(cos\nsystem\nS'touch pwned'\no."),
    "persistent-id": ("a persistent id", b"(dS'W1'\nPweights\ns."),
    "binary-persistent-id": ("a persistent id from the stack", b"}U\x02W1U\x07weightsQs."),
    "extension": ("an extension registry code", b"\x80\x02}U\x02W1\x82\x01s."),
    "out-of-band": ("an out-of-band buffer", b"\x80\x05}\x8c\x02W1\x97s."),
}


def refused(lists):
    def refuse(name, description, value, protocol=4):
        lists.add("refused", name, description, pickle.dumps(value, protocol))

    shape = (2, 4)
    records = np.zeros(shape, [("a", "<f4"), ("b", "<i4")])
    refuse("object", "W2 of dtype object", network(W2=np.array(W2, object)))
    refuse("structured", "W2 of a structured dtype", network(W2=records))
    refuse("text", "W2 of dtype <U3", network(W2=np.full(shape, "abc")))
    refuse("byte-text", "W2 of dtype |S3", network(W2=np.full(shape, b"abc")))
    refuse("datetime", "W2 of dtype <M8[D]", network(W2=np.zeros(shape, "<M8[D]")))
    refuse("complex", "W2 of dtype <c16", network("<f8", W2=np.array(W2, "<c16")))
    refuse("masked", "W2 a masked array", network(W2=np.ma.masked_equal(np.array(W2, "<f4"), 0.6)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        refuse("matrix", "W2 a numpy.matrix", network(W2=np.matrix(W2, "<f4")))

    module = sys.modules["mystery"] = types.ModuleType("mystery")
    module.Network = type("Network", (), {"__module__": "mystery"})
    instance = module.Network()
    instance.__dict__.update(network())
    refuse("instance-protocol0", "an instance of mystery.Network", instance, 0)
    refuse("instance", "an instance of mystery.Network", instance)
    refuse("class", "a class, mystery.Network, beside a network", network(kind=module.Network))

    for protocol in 0, 4:
        at = f"-protocol{protocol}"
        call = Call(os.system, "touch pwned")
        refuse("os-system" + at, "a call of os.system beside a network", network(x=call), protocol)
        call = Call(eval, "1 + 1")
        refuse("eval" + at, "a call of builtins.eval beside a network", network(x=call), protocol)
    popen = Call(subprocess.Popen, ("touch", "pwned"))
    refuse("popen", "a call of subprocess.Popen beside a network", network(x=popen))
    partial = functools.partial(print, "hello")
    refuse("partial", "a functools.partial beside a network", network(x=partial))
    call = Call(np.load, "weights.npy")
    refuse("numpy-load", "a call of numpy.load beside a network", network(x=call))
    for name, (description, data) in OPCODES.items():
        lists.add("refused", name, description, data)

    refuse("list", "a list of arrays", list(network().values()))
    refuse("array", "an array alone", network()["W1"])
    refuse("no-arrays", "a dict without arrays", {"W1": "none", "epochs": 3})
    refuse("empty", "an empty dict", {})
    shapes = {"W1": (3, 1, 2, 2), "b1": (3,), "W2": (12, 5), "b2": (5,), "W3": (5, 4), "b3": (4,)}
    convolutional = {name: np.zeros(shape, "<f2") for name, shape in shapes.items()}
    refuse("convolutional", "a convolutional network", convolutional)
    refuse("w2-shape", "W2 of shape 3,4 after W1 of 3,2", network(W2=np.ones((3, 4), "<f4")))
    refuse("b2-shape", "b2 of shape 3 with W2 of 2,4", network(b2=np.ones(3, "<f4")))
    for name in "W1", "b2":
        others = {key: array for key, array in network().items() if key != name}
        refuse("without-" + name.lower(), "a network without " + name, others)


class Long(int):
    """A Python 2 long."""


class Passing(bytes):
    """A str that only its pickled owner refers to: cPickle does not memoize it."""


class Python2Pickler:
    """Writes what Python 2's pickle, or cPickle, wrote. Its str is bytes here, its unicode str."""

    def __init__(self, protocol, c=True, long_shapes=False):
        self.protocol, self.c, self.long_shapes = protocol, c, long_shapes
        self.out, self.memo = [], {}
        self.alive = []  # keeps temporary objects, so that no id() is used twice

    def dumps(self, value):
        if self.protocol == 2:
            self.out.append(b"\x80\x02")
        self.save(value)
        return b"".join(self.out) + b"."

    def put(self, key):
        number = self.memo[key] = len(self.memo) + self.c
        self.index(number, b"p", b"q", b"r")

    def index(self, number, text, short, long):
        if self.protocol == 0:
            self.out.append(text + b"%d\n" % number)
        else:
            self.out.append(short + bytes([number]) if number < 256 else pack(long, "<i", number))

    def save(self, value):
        self.atom(value) or self.recall(value) or self.container(value)

    def atom(self, value):
        """None, bool, int, long or float: not memoized."""
        binary = self.protocol > 0
        if value is None:
            data = b"N"
        elif isinstance(value, bool):
            data = [b"\x89", b"\x88"][value] if self.protocol == 2 else b"I%02d\n" % value
        elif isinstance(value, Long):
            raw = pickle.encode_long(value)
            data = b"\x8a" + bytes([len(raw)]) + raw if self.protocol == 2 else b"L%dL\n" % value
        elif isinstance(value, int):
            if binary and 0 <= value < 256:
                data = b"K" + bytes([value])
            elif binary and 0 <= value < 65536:
                data = pack(b"M", "<H", value)
            elif binary and -(2**31) <= value < 2**31:
                data = pack(b"J", "<i", value)
            else:
                data = b"I%d\n" % value
        elif type(value) is float:
            text = "%.17g" % value if self.c else repr(value)
            data = pack(b"G", ">d", value) if binary else f"F{text}\n".encode()
        else:
            return False
        self.out.append(data)
        return True

    def recall(self, value):
        number = self.memo.get(identity(value))
        if number is not None:
            self.index(number, b"g", b"h", b"j")
        return number is not None

    def container(self, value):
        key, transient = identity(value), False
        if isinstance(value, bytes):
            if self.protocol == 0:
                self.out.append(b"S" + repr(bytes(value))[1:].encode() + b"\n")
            elif len(value) < 256:
                self.out.append(b"U" + bytes([len(value)]) + value)
            else:
                self.out.append(pack(b"T", "<i", len(value)) + value)
            transient = isinstance(value, Passing)
        elif isinstance(value, str):
            if self.protocol == 0:
                text = value.replace("\\", "\\u005c").replace("\n", "\\u000a")
                self.out.append(b"V" + text.encode("raw-unicode-escape") + b"\n")
            else:
                self.out.append(pack(b"X", "<i", len(value.encode())) + value.encode())
        elif isinstance(value, types.SimpleNamespace):
            self.out.append(f"c{value.module}\n{value.name}\n".encode())
        elif isinstance(value, tuple):
            short = self.protocol == 2 and len(value) < 4
            if not value:
                self.out.append(b")" if self.protocol else b"(t")
                return
            self.out.append(b"" if short else b"(")
            for item in value:
                self.save(item)
            self.out.append([b"", b"\x85", b"\x86", b"\x87"][len(value)] if short else b"t")
            transient = True
        elif isinstance(value, list):
            self.out.append(b"]" if self.protocol else b"(l")
            self.put(key)
            self.items([(item,) for item in value], b"a", b"e")
            return
        elif type(value) is dict:
            self.out.append(b"}" if self.protocol else b"(d")
            self.put(key)
            self.items(value.items(), b"s", b"u")
            return
        else:
            self.reduce(value)
            return
        if not (self.c and transient):
            self.put(key)

    def items(self, items, one, many):
        batch = self.protocol > 0 and len(items) > 1
        self.out.append(b"(" if batch else b"")
        for item in items:
            for part in item:
                self.save(part)
            self.out.append(b"" if batch else one)
        self.out.append(many if batch else b"")

    def reduce(self, value):
        state = None
        if isinstance(value, np.ndarray):
            call = reference("numpy.core.multiarray", "_reconstruct")
            args = (reference("numpy", "ndarray"), (0,), Passing(b"b"))
            shape = tuple(map(Long, value.shape)) if self.long_shapes else value.shape
            raw = Passing(value.tobytes(order="A"))
            state = (1, shape, value.dtype, order(value) == "F", raw)
        elif isinstance(value, np.generic):
            call = reference("numpy.core.multiarray", "scalar")
            args = (value.dtype, Passing(value.tobytes()))
        elif isinstance(value, np.dtype):
            call = reference("numpy", "dtype")
            args = (Passing(value.str[1:].encode()), 0, 1)
            state = (3, Passing(value.str[:1].encode()), None, None, None, -1, -1, 0)
        elif isinstance(value, OrderedDict):
            call = reference("collections", "OrderedDict")
            args = ([list(item) for item in value.items()],)
        else:
            call, args = reference("__builtin__", type(value).__name__), (sorted(value),)
        self.alive.append((args, state))
        self.save(call)
        self.save(args)
        self.out.append(b"R")
        self.put(identity(value))
        if state:
            self.save(state)
            self.out.append(b"b")


def pack(opcode, form, value):
    return opcode + struct.pack(form, value)


def reference(module, name):
    return types.SimpleNamespace(module=module, name=name)


def identity(value):
    if isinstance(value, (bytes, str)):
        return isinstance(value, str), value
    if isinstance(value, np.dtype):
        return value.str
    if isinstance(value, types.SimpleNamespace):
        return value.module, value.name
    return id(value)


def python3(value):
    """What Python 3 reads with encoding="latin1" when Python 2 wrote the value."""
    if isinstance(value, bytes):
        return value.decode("latin1")
    if isinstance(value, Long):
        return int(value)
    if isinstance(value, dict):
        return {python3(key): python3(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(map(python3, value))
    return value


def python2(entries):
    """The entries with str keys, as Python 2 programs have them."""
    return type(entries)((key.encode(), value) for key, value in entries.items())


def python2_fixtures(lists):
    warnings.simplefilter("ignore")  # numpy 2 warns that numpy.core has moved

    for protocol in range(3):

        def expect(name, entries, **options):
            data = Python2Pickler(protocol, **options).dumps(entries)
            lists.expect(f"protocol{protocol}-{name}", entries, data, encoding="latin1")

        expect("f4-pickle", python2(network()), c=False)
        expect("f4-cpickle", python2(network()))
        fortran = {key: np.asfortranarray(array) for key, array in network("<f8").items()}
        expect("f8-fortran", python2(fortran))
        mixed = {
            "W1": network("<f2")["W1"],
            "b1": network(">f8")["b1"],
            "W2": integer_network("<i8")["W2"],
            "b2": np.array([True, False, False, True]),
        }
        expect("dtypes", python2(mixed))
        expect("unicode-keys", network())
        expect("ordered-dict", OrderedDict(python2(network())))
        expect("long-shapes", python2(network()), long_shapes=True)
        quoted = {
            "all": bytes(range(256)),
            "apostrophe": b"it's",
            "quote": b'a "b"',
            "both": b"'\"\\\n\r\t\0\\'",
            "literal": b"\\x41\\n\\",
        }
        arrays = {key: np.frombuffer(value, "u1").copy() for key, value in quoted.items()}
        expect("bytes", python2(network(**arrays)))
        expect("bytes-pickle", python2(network(**arrays)), c=False)
        shared = network()
        shared["copy"] = shared["W1"]
        expect("shared-array", python2(shared))
        scalars = {"rate": np.float32(0.1), "epochs": np.int64(7), "trained": np.bool_(True)}
        expect("scalars", python2(network(**scalars)))
        expect("extras", python2(network(**python2_extras())))
        expect("extras-pickle", python2(network(**python2_extras())), c=False)
        names = [b"name %d" % i for i in range(300)]
        expect("long-memo", python2(network(names=names, again=names[::-1], same=names)), c=False)


def python2_extras():
    return {
        "str": b"it's\x00\x7f\x80\xff\"\\\n",
        "long str": b"0123456789" * 30,
        "empty str": b"",
        "unicode": TEXT,
        "ints": [0, 1, 255, 256, 65535, 65536, 2**31 - 1, 2**31, 2**53 + 1, 2**63 - 1],
        "negative ints": [-1, -256, -(2**31), -(2**31) - 1, -(2**63)],
        "longs": [Long(value) for value in (0, 5, 128, -1, -128, 2**31, 2**70, -(2**70))],
        "floats": [0.1, -0.0, 1e300, float("nan"), float("inf"), float("-inf")],
        "none": None,
        "bools": [True, False],
        "lists": [[1], [], [[2, 3]]],
        "tuples": [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)],
        "dict": {1: b"one", -2: {b"deep": {3: None}}, b"empty": {}},
        "set": {1, 2, 3},
    }


def main():
    modes = {
        "numpy2": numpy_fixtures,
        "numpy1": numpy_fixtures,
        "python2-style": python2_fixtures,
    }
    if len(sys.argv) != 2 or sys.argv[1] not in modes:
        sys.exit("usage: make_fixtures.py " + "|".join(modes))
    mode = sys.argv[1]
    if mode.startswith("numpy") and np.__version__[0] != mode[-1]:
        sys.exit(f"{mode} needs numpy {mode[-1]}, not {np.__version__}")
    lists = Lists(mode)
    modes[mode](lists)
    lists.finish()


if __name__ == "__main__":
    main()
