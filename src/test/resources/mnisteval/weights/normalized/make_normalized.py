#!/usr/bin/env python3
"""Writes, beside this script, a small network with batch normalisations, by real numpy.

    python3 make_normalized.py

    *.pkl          the network as PyTorch and Keras name its arrays; 3 pixels, 4 and 5 units, 2 classes
    expected.tsv   file, pixels of an image, the probabilities that numpy gives

The hidden layers are sigmoid. Each normalisation comes after a layer and before its activation:
(z - mean) / sqrt(variance + eps) * factor + shift.
"""

import pickle
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parent
IMAGES = [(0, 0, 0), (255, 17, 128), (3, 250, 99)]
TORCH = ("weight", "bias", "running_mean", "running_var")
KERAS = ("gamma:0", "beta:0", "moving_mean:0", "moving_variance:0")


def network(random):
    sizes = (3, 4, 5, 2)
    layers = [
        (random.normal(0, 1, (i, o)).astype("<f4"), random.normal(0, 1, o).astype("<f4"))
        for i, o in zip(sizes, sizes[1:])
    ]
    norms = [
        (
            random.normal(1, 0.5, n).astype("<f4"),
            random.normal(0, 0.5, n).astype("<f4"),
            random.normal(0, 1, n).astype("<f4"),
            random.uniform(0.001, 2, n).astype("<f4"),
        )
        for n in sizes[1:]
    ]
    return layers, norms


def probabilities(pixels, layers, norms, eps):
    x = np.array(pixels) / 255
    for i, (w, b) in enumerate(layers):
        x = (x if i == 0 else 1 / (1 + np.exp(-x))) @ w.astype(float) + b.astype(float)
        if norms[i] is not None:
            factor, shift, mean, variance = (a.astype(float) for a in norms[i])
            x = (x - mean) / np.sqrt(variance + eps) * factor + shift
    e = np.exp(x - x.max())
    return e / e.sum()


def named(layers, norms, names, words, weights, turned, biases=True, plain=False):
    arrays = {}
    for (w, b), norm, (layer, path) in zip(layers, norms, names):
        arrays[layer + weights[0]] = np.ascontiguousarray(w.T) if turned else w
        if biases or norm is None:
            arrays[layer + weights[1]] = b
        if norm is not None:
            for word, array in list(zip(words, norm))[2 if plain else 0 :]:
                arrays[path + word] = array
            if turned:
                arrays[path + "num_batches_tracked"] = np.array(1000)
    return arrays


def files(layers, norms):
    torch = ("weight", "bias")
    keras = ("kernel:0", "bias:0")
    modules = [("fc1.", "bn1."), ("fc2.", "bn2."), ("fc3.", "bn3.")]
    sequential = [("0.", "1."), ("3.", "4."), ("6.", "7.")]
    dense = [(f"dense{n}/", f"batch_normalization{n}/") for n in ("", "_1", "_2")]
    hidden = norms[:2] + [None]
    zero = [(w, b * 0 if n is not None else b) for (w, b), n in zip(layers, hidden)]
    plain = [(n[0] * 0 + 1, n[1] * 0, n[2], n[3]) for n in norms]
    yield "modules", named(layers, hidden, modules, TORCH, torch, True), layers, hidden, 1e-5
    yield "all", named(layers, norms, modules, TORCH, torch, True), layers, norms, 1e-5
    yield "sequential", named(layers, hidden, sequential, TORCH, torch, True), layers, hidden, 1e-5
    yield "keras", named(layers, hidden, dense, KERAS, keras, False), layers, hidden, 1e-3
    biasless = named(layers, hidden, modules, TORCH, torch, True, biases=False)
    yield "no-biases", biasless, zero, hidden, 1e-5
    unscaled = named(layers, norms, modules, TORCH, torch, True, plain=True)
    yield "no-factors", unscaled, layers, plain, 1e-5
    one = named(layers, hidden, modules, TORCH, torch, True)
    yield "eps", {**one, "eps": 0.25}, layers, hidden, 0.25
    first = [norms[0], None, None]
    each = named(layers, first, modules, TORCH, torch, True)
    yield "eps-of-one", {**each, "bn1.eps": 0.5, "eps": 0.25}, layers, first, 0.5


def main():
    layers, norms = network(np.random.default_rng(11))
    lines = []
    for name, arrays, plain, used, eps in files(layers, norms):
        with open(FOLDER / f"{name}.pkl", "wb") as file:
            pickle.dump(arrays, file, protocol=2)
        for pixels in IMAGES:
            numbers = " ".join(repr(float(p)) for p in probabilities(pixels, plain, used, eps))
            lines.append(f"{name}.pkl\t{' '.join(map(str, pixels))}\t{numbers}\n")
    (FOLDER / "expected.tsv").write_text("".join(lines))


if __name__ == "__main__":
    main()
