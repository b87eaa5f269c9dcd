"""Write a network as an ONNX model: uint8 pixels to classes. Run: SCRIPT WEIGHTS MODEL.

The messages of ONNX's schema (onnx.proto) are encoded by hand, which needs no package: a field is
its number and wire type in one varint, then a varint, or a length and bytes.
"""

import pickle
import sys

import numpy as np

FLOAT, UINT8, INT64 = 1, 2, 7  # TensorProto.DataType
ATTRIBUTE_INT = 2  # AttributeProto.AttributeType


def varint(number):
    encoded = bytearray()
    while number > 127:
        encoded.append(number & 127 | 128)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def field(number, value):
    """Encode an integer, a text, or a message that is encoded already."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    encoded = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(encoded)) + encoded


def tensor(name, array):
    """A TensorProto of floats in C order."""
    array = np.ascontiguousarray(array, "<f4")
    dims = b"".join(field(1, n) for n in array.shape)
    return dims + field(2, FLOAT) + field(8, name) + field(9, array.tobytes())


def node(operator, inputs, output, **attributes):
    """A NodeProto of one output, whose attributes are integers."""
    encoded = b"".join(field(1, name) for name in inputs) + field(2, output) + field(4, operator)
    for name, value in attributes.items():
        encoded += field(5, field(1, name) + field(3, value) + field(20, ATTRIBUTE_INT))
    return encoded


def value(name, kind, dims):
    """A ValueInfoProto of a tensor; a dimension that is a text is free."""
    shape = b"".join(field(1, field(2 if isinstance(n, str) else 1, n)) for n in dims)
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, shape)))


def graph(network):
    nodes = [
        node("Cast", ["pixels"], "values", to=FLOAT),
        node("Mul", ["values", "scale"], "x0"),
    ]
    tensors = [tensor("scale", np.array(1 / 255))]
    layers = len(network) // 2
    for i in range(1, layers + 1):
        tensors += [tensor(f"W{i}", network[f"W{i}"]), tensor(f"b{i}", network[f"b{i}"])]
        nodes.append(node("Gemm", [f"x{i - 1}", f"W{i}", f"b{i}"], f"z{i}"))
        if i < layers:
            nodes.append(node("Sigmoid", [f"z{i}"], f"x{i}"))
    nodes.append(node("ArgMax", [f"z{layers}"], "classes", axis=1, keepdims=0))
    return (
        b"".join(field(1, n) for n in nodes)
        + field(2, "network")
        + b"".join(field(5, t) for t in tensors)
        + field(11, value("pixels", UINT8, ["images", network["W1"].shape[0]]))
        + field(12, value("classes", INT64, ["images"]))
    )


def model(network):
    """A ModelProto: version 8 of the format, version 13 of the operators."""
    return field(1, 8) + field(7, graph(network)) + field(8, field(2, 13))


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as stream:
        weights = pickle.load(stream)
    with open(sys.argv[2], "wb") as stream:
        stream.write(model(weights))
