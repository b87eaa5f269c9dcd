#!/usr/bin/env python3
"""Writes *.onnx.gz beside this script, byte by byte from onnx.proto, and what numpy gives for them.

    python3 make_models.py

    *.onnx.gz      the network of ../arrangements/make_arrangements.py as the graphs that PyTorch,
                   Keras and others write, with every operator that is read
    small.onnx     a network of 6-3-2 for the fuzz tests, in their folder
    expected.tsv   file, which classes it gives, probabilities of the first test image
    *.classes.txt  the class numpy gives each of the 10,000 test images

No package of ONNX has a part in it. A message is a row of fields: the number and wire type of each
in a varint, then a varint, 4 bytes, or a length and as many bytes.
"""

import struct
import sys
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parent
sys.path.append(str(FOLDER.parent / "arrangements"))

from make_arrangements import images, layers, written  # noqa: E402

FLOAT, UINT8, INT64, FLOAT16, DOUBLE, BFLOAT16 = 1, 2, 7, 10, 11, 16  # TensorProto.DataType
TYPES = {"f4": FLOAT, "i8": INT64, "f2": FLOAT16, "f8": DOUBLE}


def varint(n):
    n &= 2**64 - 1
    out = b""
    while n > 127:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


def field(number, value):
    if isinstance(value, float):
        return varint(number << 3 | 5) + struct.pack("<f", value)
    if isinstance(value, (int, np.integer)):
        return varint(number << 3) + varint(int(value))
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def tensor(name, array, store="raw"):
    """A TensorProto, with its numbers as raw bytes or in the packed field of their type."""
    kind = TYPES[array.dtype.str[1:]]
    message = b"".join(field(1, n) for n in array.shape) + field(2, kind) + field(8, name)
    raw = np.ascontiguousarray(array).tobytes()
    if store == "raw":
        return message + field(9, raw)
    if kind == FLOAT16:
        bits = np.ascontiguousarray(array).view("<u2").ravel()
        return message + field(5, b"".join(varint(int(n)) for n in bits))
    return message + field(4 if kind == FLOAT else 10, raw)


def attribute(name, value):
    if isinstance(value, float):
        return field(1, name) + field(2, value) + field(20, 1)
    if isinstance(value, int):
        return field(1, name) + field(3, value) + field(20, 2)
    if isinstance(value, str):
        return field(1, name) + field(4, value) + field(20, 3)
    if isinstance(value, bytes):
        return field(1, name) + field(5, value) + field(20, 4)
    return field(1, name) + b"".join(field(8, n) for n in value) + field(20, 7)


def node(operator, inputs, output, domain="", **attributes):
    message = b"".join(field(1, name) for name in inputs) + field(2, output)
    message += field(3, f"/{operator}/{output}") + field(4, operator)
    message += b"".join(field(5, attribute(k, v)) for k, v in attributes.items())
    return message + (field(7, domain) if domain else b"")


def value(name, kind, dims):
    dims = b"".join(field(1, field(2 if isinstance(n, str) else 1, n)) for n in dims)
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, dims)))


def model(nodes, tensors, inputs, outputs, opset=20):
    graph = b"".join(field(1, n) for n in nodes) + field(2, "main")
    graph += b"".join(field(5, t) for t in tensors)
    graph += b"".join(field(11, i) for i in inputs) + b"".join(field(12, o) for o in outputs)
    return field(1, 8) + field(2, "pytorch") + field(7, graph) + field(8, field(2, opset))


PIXELS = value("pixels", FLOAT, ["batch", 1, 28, 28])
FLAT = value("pixels", FLOAT, ["batch", 784])
LOGITS = value("y", FLOAT, ["batch", 10])


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def forward(x, net, activations=(sigmoid, sigmoid)):
    for (w, b), activation in zip(net, [*activations, softmax]):
        x = activation(x @ w.astype(float) + b.astype(float))
    return x


def gemm(net):
    """As torch.onnx.export writes a Sequential of Flatten, Linear and Sigmoid."""
    nodes, tensors, x = [node("Flatten", ["pixels"], "f", axis=1)], [], "f"
    for i, (w, b) in enumerate(net):
        names = [f"{2 * i + 1}.weight", f"{2 * i + 1}.bias"]
        tensors += [tensor(names[0], w.T), tensor(names[1], b)]
        nodes.append(node("Gemm", [x, *names], f"z{i}", alpha=1.0, beta=1.0, transB=1))
        nodes.append(node("Sigmoid" if i < 2 else "Identity", [f"z{i}"], f"x{i}" if i < 2 else "y"))
        x = f"x{i}"
    return model(nodes, tensors, [PIXELS], [LOGITS]), lambda x: forward(x, net)


def matmul(net):
    """As tf2onnx writes a Keras model; its numbers are in float_data and double_data."""
    nodes, tensors, x = [node("Squeeze", ["pixels", "axes"], "s")], [], "s"
    tensors.append(tensor("axes", np.array([3])))
    nodes.append(node("Reshape", ["s", "shape"], "f"))
    tensors.append(tensor("shape", np.array([-1, 784])))
    x = "f"
    for i, (w, b) in enumerate(net):
        tensors += [tensor(f"w{i}", w, "packed"), tensor(f"b{i}", b[None], "packed")]
        nodes += [node("MatMul", [x, f"w{i}"], f"m{i}")]
        nodes += [node("Add", [f"b{i}", f"m{i}"] if i else [f"m{i}", f"b{i}"], f"z{i}")]
        nodes += [node("Sigmoid" if i < 2 else "Softmax", [f"z{i}"], f"x{i}" if i < 2 else "y")]
        x = f"x{i}"
    shape = value("pixels", FLOAT, ["batch", 28, 28, 1])
    return model(nodes, tensors, [shape], [LOGITS]), lambda x: forward(x, net)


def half(net):
    """float16, as raw bytes and as varints, with alpha and beta that undo what w and b are."""
    nodes, tensors = [node("Transpose", ["pixels"], "t", perm=[0, 2, 3, 1])], []
    nodes.append(node("Flatten", ["t"], "x"))
    x = "x"
    for i, (w, b) in enumerate(net):
        store = "packed" if i == 1 else "raw"
        tensors += [tensor(f"w{i}", (w * 2).astype("<f2"), store)]
        tensors += [tensor(f"b{i}", (b / 2).astype("<f2"), store)]
        nodes.append(node("Gemm", [x, f"w{i}", f"b{i}"], f"z{i}", alpha=0.5, beta=2.0))
        nodes.append(node("Sigmoid" if i < 2 else "LogSoftmax", [f"z{i}"], "y" if i == 2 else f"x{i}"))
        x = f"x{i}"
    kinds = [value("pixels", FLOAT16, ["batch", 1, 28, 28])], [value("y", FLOAT16, ["batch", 10])]
    return model(nodes, tensors, *kinds), lambda x: forward(x, net)


def bytes_in(net):
    """Bytes in, classes out; float64, constants in nodes, weights turned; scaled in the graph."""
    nodes, tensors = [], []
    mean = np.float64(np.float32(0.1307))
    for name, number in (("scale", 1 / 255), ("mean", 0.1307)):
        array = np.array(number, "<f4").astype("<f8")
        nodes.append(node("Constant", [], name, value=tensor("", array)))
    nodes += [node("Cast", ["pixels"], "c", to=DOUBLE), node("Mul", ["c", "scale"], "u")]
    nodes += [node("Sub", ["u", "mean"], "x")]
    x = "x"
    for i, (w, b) in enumerate(net):
        nodes.append(node("Constant", [], f"w{i}.T", value=tensor("", w.T.astype("<f8"))))
        nodes.append(node("Transpose", [f"w{i}.T"], f"w{i}", perm=[1, 0]))
        tensors.append(tensor(f"b{i}.0", b.astype("<f8"), "packed"))
        nodes.append(node("Identity", [f"b{i}.0"], f"b{i}"))
        nodes += [node("MatMul", [x, f"w{i}"], f"m{i}"), node("Add", [f"m{i}", f"b{i}"], f"z{i}")]
        nodes.append(node("Sigmoid", [f"z{i}"], f"s{i}"))
        nodes.append(node("Dropout", [f"s{i}"], f"x{i}"))
        x = f"x{i}"
    nodes.append(node("ArgMax", [x], "y", axis=1, keepdims=0))
    flat = value("pixels", UINT8, ["batch", 784])
    scale = np.float64(np.float32(1 / 255))
    apply = lambda x: forward(np.round(x * 255) * scale - mean, net)
    return model(nodes, tensors, [flat], [value("y", INT64, ["batch"])]), apply


def scaled(net):
    """Raw pixels, normalized one by one; other activations; batch normalisations, one of them in parts."""
    rows = np.arange(784) % 7
    mean, std = (rows / 16).astype("<f4"), (0.5 + rows / 4).astype("<f4")
    gain, offset = 1 + np.arange(50).astype("<f4") / 64, np.arange(50).astype("<f4") / 8 - 3
    tensors = [tensor("255", np.array([255], "<f4")), tensor("mean", mean), tensor("std", std)]
    tensors += [tensor("gain", gain), tensor("offset", offset), tensor("one", np.array(1, "<f4"))]
    nodes = [node("Div", ["pixels", "255"], "u"), node("Sub", ["u", "mean"], "c")]
    nodes += [node("Div", ["c", "std"], "x")]
    tensors += [tensor(f"w{i}", w) for i, (w, b) in enumerate(net)]
    tensors += [tensor(f"b{i}", b) for i, (w, b) in enumerate(net)]
    nodes += [node("Gemm", ["x", "w0", "b0"], "z0"), node("Mul", ["z0", "gain"], "g")]
    nodes += [node("Add", ["offset", "g"], "o"), node("LeakyRelu", ["o"], "x0", alpha=0.25)]
    nodes += [node("Sub", ["one", "x0"], "n"), node("Gemm", ["n", "w1", "b1"], "z1")]
    columns = np.arange(100).astype("<f4")
    norm = [1 + columns / 128, columns / 64 - 1, columns / 32 - 2, 0.5 + columns / 16]
    tensors += [tensor(f"norm{i}", numbers) for i, numbers in enumerate(norm)]
    nodes += [node("BatchNormalization", ["z1", *(f"norm{i}" for i in range(4))], "n1", epsilon=0.25)]
    nodes += [node("Tanh", ["n1"], "x1"), node("MatMul", ["x1", "w2"], "m2")]
    nodes += [node("Sub", ["m2", "b2"], "y")]

    def apply(x):
        (w0, b0), (w1, b1), (w2, b2) = [(w.astype(float), b.astype(float)) for w, b in net]
        x = ((x - mean) / std) @ w0 + b0
        x = x * gain.astype(float) + offset
        x = np.maximum(x, 0.25 * x)
        gamma, beta, mu, variance = (numbers.astype(float) for numbers in norm)
        x = ((1 - x) @ w1 + b1 - mu) / np.sqrt(variance + 0.25) * gamma + beta
        x = np.tanh(x)
        return softmax(x @ w2 - b2)

    return model(nodes, tensors, [FLAT], [LOGITS]), apply


def small():
    w = (np.arange(18).reshape(3, 6) - 8) / 16
    tensors = [tensor("w0", w.astype("<f2"), "packed"), tensor("b0", np.array([1, 2, 4], "<f2"))]
    tensors += [tensor("b1", np.array([[0.5, -0.25]], "<f4"), "packed")]
    tensors += [tensor("mean", np.arange(6).astype("<f8") / 8, "packed")]
    weights = tensor("", np.array([[1, 2, 3], [-4, 5, 6]], "<f4"))
    nodes = [node("Cast", ["pixels"], "c", to=FLOAT), node("Flatten", ["c"], "f", axis=1)]
    nodes += [node("Constant", [], "255", value_float=255.0), node("Div", ["f", "255"], "u")]
    nodes += [node("Sub", ["u", "mean"], "x"), node("Constant", [], "w1.T", value=weights)]
    nodes += [node("Gemm", ["x", "w0", "b0"], "z0", alpha=0.5, beta=2.0, transB=1)]
    nodes += [node("LeakyRelu", ["z0"], "h", alpha=0.25)]
    nodes += [node("Transpose", ["w1.T"], "w1", perm=[1, 0]), node("MatMul", ["h", "w1"], "m")]
    nodes += [node("Add", ["m", "b1"], "z1"), node("Softmax", ["z1"], "y", axis=-1)]
    shape = value("pixels", UINT8, ["batch", 1, 2, 3])
    return model(nodes, tensors, [shape], [value("y", FLOAT, ["batch", 2])])


def main():
    fuzz = FOLDER.parents[1] / "fuzz" / "WeightsFileFuzzTestInputs" / "readsANetworkOrRefuses"
    (fuzz / "small.onnx").write_bytes(small())
    net, x = layers(), images()
    lines, kept = [], {}
    for build in (gemm, matmul, half, bytes_in, scaled):
        name = build.__name__.replace("_", "-")
        content, apply = build(net)
        written(FOLDER / f"{name}.onnx.gz", content)
        p = apply(x)
        classes = "".join(map(str, p.argmax(axis=1)))
        kind = kept.setdefault(classes, name)
        if kind == name:
            text = "\n".join(classes[i : i + 100] for i in range(0, len(classes), 100)) + "\n"
            (FOLDER / f"{name}.classes.txt").write_bytes(text.encode())
        lines.append(f"{name}.onnx.gz\t{kind}\t{' '.join(repr(float(v)) for v in p[0])}\n")
        ranked = np.sort(p, axis=1)
        print(name, "least distance of the two most probable:", (ranked[:, -1] - ranked[:, -2]).min())
    (FOLDER / "expected.tsv").write_bytes("".join(lines).encode())


if __name__ == "__main__":
    main()
