#!/usr/bin/env python3
"""Writes, beside this script, small networks and what numpy makes of images with them.

    python3 make_forward.py

    forward-1.pkl, forward-2.pkl, forward-4.pkl   networks of 2 pixels and 1, 2 and 4 layers
    forward.tsv   file, activation, pixel scale, pixels, logits, probabilities

All weights are float64, and no array is symmetric.
"""

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
}
SCALES = {"unit": 255.0, "raw": 1.0}


def logits(layers, activation, x):
    for i, (w, b) in enumerate(layers):
        x = (x if i == 0 else activation(x)) @ np.array(w) + np.array(b)
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
        for name, activation in ACTIVATIONS.items():
            for scale, divisor in SCALES.items():
                for image in IMAGES:
                    z = logits(layers, activation, np.array(image) / divisor)
                    fields = [f"forward-{count}.pkl", name, scale, "%d %d" % image]
                    lines.append("\t".join(fields + [text(z), text(softmax(z))]) + "\n")
    (FOLDER / "forward.tsv").write_bytes("".join(lines).encode())


if __name__ == "__main__":
    main()
