#!/usr/bin/env python3
"""Writes, beside this script, the example network in every arrangement that is read, by real numpy.

    python3 make_arrangements.py

    *.pkl.gz, *.npz.gz   data/example_weight.pkl, rounded to quarters, in an arrangement each
    single*.npy.gz       the product of its weights, a network of one layer
    expected.tsv         file, which classes it gives, probabilities of the first test image
    *.classes.txt        the class numpy gives each of the 10,000 test images

Quarters are exact in every dtype there is, so that all files but those without biases hold the very
same numbers; rounded, they pack well, which is why the files are gzipped. No two dimensions of the
network are equal, so that one that is read in another way doesn't fit or gives other classes.
"""

import gzip
import pickle
from collections import OrderedDict
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[5]


def layers():
    with open(ROOT / "data" / "example_weight.pkl", "rb") as file:
        example = pickle.load(file)
    quarters = lambda a: (np.round(a * 4) / 4).astype("<f4")
    return [(quarters(example[f"W{i}"]), quarters(example[f"b{i}"])) for i in (1, 2, 3)]


def images():
    with gzip.open(ROOT / "data" / "t10k-images-idx3-ubyte.gz") as file:
        return np.frombuffer(file.read(), "u1", offset=16).reshape(-1, 784) / 255.0


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


def written(path, content):
    """Zipped without a time or a name, so that the bytes are the same every time."""
    path.write_bytes(gzip.compress(content, 9, mtime=0))


def saved(name, save, *args, **kwargs):
    path = FOLDER / name
    save(path, *args, **kwargs)
    written(FOLDER / (name + ".gz"), path.read_bytes())
    path.unlink()


def expect(lines, file, classes, network, x):
    p = " ".join(repr(float(v)) for v in probabilities(x[0], network))
    lines.append("\t".join([file, classes, p]) + "\n")


def write_classes(name, network, x):
    text = "".join(map(str, probabilities(x, network).argmax(axis=1)))
    lines = [text[i : i + 100] + "\n" for i in range(0, len(text), 100)]
    (FOLDER / f"{name}.classes.txt").write_bytes("".join(lines).encode())


def main():
    net = layers()
    no_bias = [(w, np.zeros_like(b)) for w, b in net]
    product = net[0][0] @ net[1][0] @ net[2][0] / 64
    single = [(product.astype("<f8"), np.zeros(10))]
    x = images()
    for name, network in (("example", net), ("no-biases", no_bias), ("single", single)):
        write_classes(name, network, x)
    lines = []
    for name, value in arrangements(net):
        written(FOLDER / f"{name}.pkl.gz", pickle.dumps(value, 4))
        expect(lines, f"{name}.pkl.gz", "example", net, x)
    for name, value in (
        ("no-biases", {f"W{i}": w for i, (w, _) in enumerate(net, 1)}),
        ("no-biases-list", [w for w, _ in net]),
        ("no-biases-turned", {f"fc{i}.weight": w.T for i, (w, _) in enumerate(net, 1)}),
    ):
        written(FOLDER / f"{name}.pkl.gz", pickle.dumps(value, 4))
        expect(lines, f"{name}.pkl.gz", "no-biases", no_bias, x)
    plain = named(net, "W{}", "b{}")
    turned = named([(w.T, b) for w, b in net], "fc{}.weight", "fc{}.bias")
    saved("stored.npz", np.savez, **plain)
    saved("compressed.npz", np.savez_compressed, **plain)
    saved("turned.npz", np.savez, **turned)
    saved("positions.npz", np.savez, *[a for pair in net for a in pair])
    for name in ("stored", "compressed", "turned", "positions"):
        expect(lines, f"{name}.npz.gz", "example", net, x)
    saved("single.npy", np.save, single[0][0])
    saved("single-fortran.npy", np.save, np.asfortranarray(single[0][0].astype(">f8")))
    expect(lines, "single.npy.gz", "single", single, x)
    expect(lines, "single-fortran.npy.gz", "single", single, x)
    saved("relu.npz", np.savez, activation="relu", **plain)
    np.savez(FOLDER / "objects.npz", W1=np.array([None, 1], dtype=object))
    (FOLDER / "expected.tsv").write_bytes("".join(lines).encode())


if __name__ == "__main__":
    main()
