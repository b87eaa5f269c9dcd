#!/usr/bin/env python3
"""Writes, beside this script, small networks and what numpy makes of images with them.

    python3 make_forward.py

    forward-1.pkl, forward-2.pkl, forward-4.pkl   networks of 2 pixels and 1, 2 and 4 layers
    forward.tsv   file, activations, pixel scale, pixels, logits, probabilities

All weights are float64, and no array is symmetric.
"""

import math
import pickle
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parent
W_HIDDEN = [[0.75, -1.5, 0.2], [-0.4, 0.9, 1.1]]
B_HIDDEN = [0.05, -0.3, 0.6]
NETWORKS = {
    1: [(W_HIDDEN, B_HIDDEN)],
    2: [(W_HIDDEN, B_HIDDEN), ([[1.2, -0.7], [0.3, 0.8], [-2.1, 0.45]], [0.15, -0.25])],
    4: [
        (W_HIDDEN, B_HIDDEN),
        ([[0.6], [-0.35], [0.85]], [-0.1]),
        ([[1.4, -0.55]], [0.02, 0.33]),
        ([[0.9, -0.8, 0.1, 0.65], [0.25, 0.5, -1.3, 0.7]], [0.4, -0.6, 0.07, -0.11]),
    ],
}
IMAGES = [(0, 0), (255, 0), (0, 255), (51, 204), (1, 128), (200, 127)]
ACTIVATIONS = {
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "relu": lambda x: np.maximum(x, 0),
    "tanh": np.tanh,
    "leaky_relu": lambda x: np.where(x > 0, x, 0.01 * x),
    "leaky_relu:0.2": lambda x: np.where(x > 0, x, 0.2 * x),
    "gelu": lambda x: x / 2 * (1 + np.vectorize(math.erf)(x / math.sqrt(2))),
    "elu": lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
    "softplus": lambda x: np.logaddexp(0, x),
    "identity": lambda x: x,
}
OF_EACH_LAYER = ["tanh,gelu,leaky_relu:0.2", "relu,sigmoid,tanh"]
SCALES = {
    "unit": lambda x: x / 255.0,
    "raw": lambda x: x,
    "0.5,0.25": lambda x: (x / 255.0 - 0.5) / 0.25,
    "0.01..1": lambda x: x / 255.0 * 0.99 + 0.01,
    "1..-2": lambda x: 1 - x / 255.0 * 3,
}


def logits(layers, names, x):
    activations = [ACTIVATIONS[name] for name in names.split(",")]
    if len(activations) == 1:
        activations *= len(layers)
    for i, (w, b) in enumerate(layers):
        x = (x if i == 0 else activations[i - 1](x)) @ np.array(w) + np.array(b)
    return x


def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum()


def text(numbers):
    return " ".join(repr(float(number)) for number in numbers)


def main():
    lines = []
    for count, layers in NETWORKS.items():
        arrays = {}
        for n, (w, b) in enumerate(layers, 1):
            arrays.update({f"W{n}": np.array(w), f"b{n}": np.array(b)})
        (FOLDER / f"forward-{count}.pkl").write_bytes(pickle.dumps(arrays, 4))
        for name in [*ACTIVATIONS, *(OF_EACH_LAYER if count == 4 else [])]:
            # Every scale with one activation and with the lists; the first two with all.
            every = name == "tanh" or "," in name
            for scale, scaled in list(SCALES.items())[: None if every else 2]:
                for image in IMAGES:
                    z = logits(layers, name, scaled(np.array(image)))
                    fields = [f"forward-{count}.pkl", name, scale, "%d %d" % image]
                    lines.append("\t".join(fields + [text(z), text(softmax(z))]) + "\n")
    (FOLDER / "forward.tsv").write_bytes("".join(lines).encode())


if __name__ == "__main__":
    main()
