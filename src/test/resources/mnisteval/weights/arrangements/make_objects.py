#!/usr/bin/env python3
"""Writes, beside this script, the network of make_arrangements.py as other values that pickles hold.

    python3 make_objects.py

    objects.tsv   file, which classes it gives, probabilities of the first test image
"""

import pickle
from pathlib import Path

import numpy as np

from make_arrangements import expect, images, layers, named, saved, written

FOLDER = Path(__file__).resolve().parent


def array_of_objects(items):
    """An array of dtype object, whose elements are arrays of several shapes."""
    array = np.empty(len(items), object)
    array[:] = items
    return array


def values(net):
    """Names of files, and the value of which each is a pickle."""
    weights = array_of_objects([w for w, _ in net])
    biases = array_of_objects([b for _, b in net])
    yield "object-arrays", {"weights": weights, "biases": biases}
    plain = {k: a.astype(object) for k, a in named(net, "W{}", "b{}").items() if k != "W1"}
    yield "object-numbers", {"W1": np.asfortranarray(net[0][0]), **plain}
    yield "int-keys", {n: {"W": net[n - 1][0], "b": net[n - 1][1]} for n in (2, 3, 1)}
    yield "int-keys-inside", {
        "W": {n: net[n - 1][0] for n in (3, 1, 2)},
        "b": {n: net[n - 1][1] for n in (1, 2, 3)},
    }


def files(net):
    """Names of files, each of which this also writes."""
    for name, value in values(net):
        written(FOLDER / f"{name}.pkl.gz", pickle.dumps(value, 2 if "arrays" in name else 4))
        yield f"{name}.pkl.gz"
    several = [pickle.dumps(a, 4) for pair in net for a in pair]
    written(FOLDER / "several.pkl.gz", b"".join(several))
    yield "several.pkl.gz"
    saved("dict.npy", np.save, named(net, "W{}", "b{}"), allow_pickle=True)
    yield "dict.npy.gz"
    saved("list.npy", np.save, array_of_objects([a for pair in net for a in pair]))
    yield "list.npy.gz"
    weights = array_of_objects([w.T for w, _ in net])
    saved("object-arrays.npz", np.savez, weights=weights, biases=array_of_objects([b for _, b in net]))
    yield "object-arrays.npz.gz"
    saved("dict-among.npz", np.savez, lr=0.1, params=named(net, "W{}", "b{}"))
    yield "dict-among.npz.gz"


def main():
    net = layers()
    x = images()
    lines = []
    for file in files(net):
        expect(lines, file, "example", net, x)
    (FOLDER / "objects.tsv").write_bytes("".join(lines).encode())


if __name__ == "__main__":
    main()
