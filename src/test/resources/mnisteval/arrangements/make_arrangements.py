#!/usr/bin/env python3
"""Writes, beside this script, one network in every arrangement that is read, by real numpy.

    python3 make_arrangements.py

    *.pkl, *.npz, *.npy    the same network of 4 pixels, 3 and 5 hidden units and 2 classes
    expected.tsv           file, probabilities of the image 10 200 0 255
    example-*.npz, *.pkl   data/example_weight.pkl in other arrangements, as float16

No array is symmetric and no two dimensions of the network are equal, so that a network that is read
in another way gives other numbers. The example as float16 gives classes of its own, which are in
example-float16.classes.txt, computed here by numpy.
"""

import gzip
import pickle
from collections import OrderedDict
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[4]
SIZES = (4, 3, 5, 2)
IMAGE = np.array([10, 200, 0, 255]) / 255.0


def layers():
    random = np.random.default_rng(7)
    return [
        (random.normal(size=(n, m)).astype("<f4"), random.normal(size=m).astype("<f4"))
        for n, m in zip(SIZES, SIZES[1:])
    ]


def probabilities(x, network):
    for i, (w, b) in enumerate(network):
        x = (x if i == 0 else 1 / (1 + np.exp(-x))) @ w.astype(float) + b.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def named(network, weights, bias, numbers=(1, 2, 3)):
    arrays = {}
    for n, (w, b) in zip(numbers, network):
        arrays[weights.format(n)] = w
        arrays[bias.format(n)] = b
    return arrays


def arrangements(net):
    turned = [(np.ascontiguousarray(w.T), b) for w, b in net]
    weights = [w for w, _ in net]
    biases = [b for _, b in net]
    plain = named(net, "W{}", "b{}")
    yield "upper", plain
    yield "lower", named(net, "w{}", "b{}")
    yield "underscore", named(net, "W_{}", "b_{}")
    yield "words", named(net, "weight{}", "bias{}")
    yield "from-zero", named(net, "W{}", "b{}", (0, 1, 2))
    yield "last-is-out", named(net, "w{}", "b{}", (1, 2, "out"))
    yield "out-comes-first", dict(reversed(named(net, "w{}", "b{}", (1, 2, "out")).items()))
    yield "keras-names", named(net, "{0}/kernel:0", "{0}/bias:0", ("dense", "dense_1", "dense_2"))
    yield "keras-shuffled", dict(
        reversed(named(net, "{0}/{0}/kernel", "{0}/{0}/bias", ("d_9", "d_10", "d_11")).items())
    )
    yield "suffix", named(net, "fc{}_weight", "fc{}_bias")
    yield "file-order", named(net, "{}.W", "{}.b", ("first", "second", "third"))
    yield "state-dict", OrderedDict(named(turned, "fc{}.weight", "fc{}.bias"))
    yield "sequential", named(turned, "net.{}.weight", "net.{}.bias", (0, 2, 4))
    yield "sequential-plain", named(turned, "{}.weight", "{}.bias", (0, 2, 10))
    yield "turned", named(turned, "W{}", "b{}")
    yield "turned-columns", named([(w, b[:, None]) for w, b in turned], "W{}", "b{}")
    yield "turned-rows", named([(w, b[None, :]) for w, b in turned], "W{}", "b{}")
    yield "rows", named([(w, b[None, :]) for w, b in net], "W{}", "b{}")
    yield "fortran", named([(np.asfortranarray(w), b) for w, b in net], "W{}", "b{}")
    yield "lists-in-dict", {"weights": weights, "biases": biases}
    yield "sklearn-lists", {"intercepts_": biases, "coefs_": weights}
    yield "alternating-list", [a for pair in net for a in pair]
    yield "alternating-tuple", tuple(a for pair in turned for a in pair)
    yield "alternating-columns", [a for w, b in turned for a in (w, b[:, None])]
    yield "pairs", [(w, b) for w, b in net]
    yield "two-lists", (weights, biases)
    yield "two-lists-turned-about", (biases, weights)
    yield "list-of-dicts", [{"W": w, "b": b} for w, b in net]
    yield "keras-weights-under-key", {"weights": [a for pair in net for a in pair], "epochs": 5}
    for key in ("params", "model", "state_dict", "network"):
        yield "under-" + key, {key: plain, "epoch": 7, "loss": [0.5, 0.25]}
    yield "checkpoint", {
        "model_state_dict": named(turned, "fc{}.weight", "fc{}.bias"),
        "optimizer_state_dict": {"state": {"exp_avg": [net[0][0], net[0][0]]}, "lr": 0.1},
        "losses": [0.5, 0.25, 0.125],
    }
    yield "python-lists", {k: a.tolist() for k, a in plain.items()}
    yield "python-lists-alternating", [a.tolist() for pair in net for a in pair]
    yield "numpy-scalars", {k: [list(r) for r in a] if a.ndim > 1 else list(a) for k, a in plain.items()}
    mixed = dict(plain, W2=plain["W2"].astype("<f8"), b3=plain["b3"].astype(">f8"))
    yield "mixed-dtypes", mixed
    yield "with-history", dict(plain, history=[1.0, 2.0], lr=0.1, note="x", M=np.ones((9, 9)))


def main():
    net = layers()
    lines = []

    def expect(file, network):
        p = probabilities(IMAGE, network)
        lines.append("\t".join([file, " ".join(repr(float(v)) for v in p)]) + "\n")

    for name, value in arrangements(net):
        (FOLDER / f"{name}.pkl").write_bytes(pickle.dumps(value, 4))
        expect(f"{name}.pkl", net)
    no_bias = [(w, np.zeros_like(b)) for w, b in net]
    for name, value in (
        ("no-biases", {f"W{i}": w for i, (w, _) in enumerate(net, 1)}),
        ("no-biases-list", [w for w, _ in net]),
        ("no-biases-turned", {f"fc{i}.weight": w.T for i, (w, _) in enumerate(net, 1)}),
    ):
        (FOLDER / f"{name}.pkl").write_bytes(pickle.dumps(value, 4))
        expect(f"{name}.pkl", no_bias)
    plain = named(net, "W{}", "b{}")
    turned = named([(w.T, b) for w, b in net], "fc{}.weight", "fc{}.bias")
    np.savez(FOLDER / "stored.npz", **plain)
    np.savez_compressed(FOLDER / "compressed.npz", **plain)
    np.savez(FOLDER / "turned.npz", **turned)
    np.savez(FOLDER / "positions.npz", *[a for pair in net for a in pair])
    for name in ("stored", "compressed", "turned", "positions"):
        expect(f"{name}.npz", net)
    single = [(np.ones((4, 2)) * [[1, 2], [3, 5], [7, 11], [13, 17]] / 16, np.zeros(2))]
    np.save(FOLDER / "single.npy", single[0][0])
    np.save(FOLDER / "single-fortran.npy", np.asfortranarray(single[0][0].astype(">f4")))
    expect("single.npy", single)
    expect("single-fortran.npy", single)
    np.savez(FOLDER / "relu.npz", activation="relu", **plain)
    np.savez(FOLDER / "objects.npz", W1=np.array([None, 1], dtype=object))
    (FOLDER / "expected.tsv").write_bytes("".join(lines).encode())

    with open(ROOT / "data" / "example_weight.pkl", "rb") as file:
        example = pickle.load(file)
    half = [(example[f"W{i}"].astype("<f2"), example[f"b{i}"].astype("<f2")) for i in (1, 2, 3)]
    np.savez_compressed(FOLDER / "example-float16.npz", **named(half, "W{}", "b{}"))
    turned = OrderedDict(named([(w.T.copy(), b) for w, b in half], "fc{}.weight", "fc{}.bias"))
    (FOLDER / "example-float16-turned.pkl").write_bytes(pickle.dumps(turned, 4))
    with gzip.open(ROOT / "data" / "t10k-images-idx3-ubyte.gz") as file:
        images = np.frombuffer(file.read(), "u1", offset=16).reshape(-1, 784)
    classes = probabilities(images / 255.0, half).argmax(axis=1)
    text = "".join(map(str, classes))
    lines = [text[i : i + 100] + "\n" for i in range(0, len(text), 100)]
    (FOLDER / "example-float16.classes.txt").write_bytes("".join(lines).encode())


if __name__ == "__main__":
    main()
