#!/usr/bin/env python3
"""Trains, beside this script, small networks with numpy, and counts what they get right.

    python3 make_networks.py

    NAME.npz        a network of 784, 16 or 32, and 10 units: W1, b1, W2, b2 in float16
    networks.tsv    network, activation and pixels it was trained with; activation and pixels that
                    it is run with; images it gets right: of the first 1000, of all 10,000
    looks.tsv       network, activation and pixels that it is run with; what the first 1000 images
                    say is better: an activation, pixels, activation and pixels together

The tables tell of data/example_weight.pkl too, and of the same in float16 (example-half), and in
whole numbers of 8 bits with a scale for each array (example-bytes) or each output of one
(example-columns).

Reads only data/. The networks are trained on its images 1000 to 9999, so that the first 1000 are new
to them. All weights are multiples of a power of two, so that they pack well and are exact in
float16. Another processor or another numpy may round differently, and then gives other networks, and
tables that go with them. Written with Python 3.11.7 and numpy 2.4.6 in half a minute.
"""

import gzip
import math
import pickle
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parent
DATA = FOLDER.parents[5] / "data"
NEW = 1000
STEPS = 600
BATCH = 200

erf = np.vectorize(math.erf)
sigmoid = lambda x: 1 / (1 + np.exp(-np.clip(x, -700, 700)))
density = lambda x: np.exp(-x * x / 2) / math.sqrt(2 * math.pi)

# Name: the function, and its derivative.
ACTIVATIONS = {
    "sigmoid": (sigmoid, lambda x: sigmoid(x) * (1 - sigmoid(x))),
    "relu": (lambda x: np.maximum(x, 0), lambda x: (x > 0) * 1.0),
    "tanh": (np.tanh, lambda x: 1 - np.tanh(x) ** 2),
    "leaky_relu": (lambda x: np.maximum(x, 0.01 * x), lambda x: np.where(x > 0, 1, 0.01)),
    "gelu": (
        lambda x: x / 2 * (1 + erf(x / math.sqrt(2))),
        lambda x: (1 + erf(x / math.sqrt(2))) / 2 + x * density(x),
    ),
    "elu": (
        lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
        lambda x: np.where(x > 0, 1, np.exp(np.minimum(x, 0))),
    ),
    "softplus": (lambda x: np.logaddexp(0, x), sigmoid),
    "identity": (lambda x: x, np.ones_like),
}
PIXELS = {
    "unit": lambda x: x / 255.0,
    "raw": lambda x: x * 1.0,
    "0.1307,0.3081": lambda x: (x / 255.0 - 0.1307) / 0.3081,
    "0.5,0.5": lambda x: (x / 255.0 - 0.5) / 0.5,
    "0.01..1": lambda x: x / 255.0 * 0.99 + 0.01,
}

# Another setting is better with a p of at most this, and rather taken than a more common one.
BETTER = 1e-4
RATHER = 0.02

# Name: activation, pixels, hidden units.
NETWORKS = {
    # With pixels from 0 to 1, more than nine in ten images are right, as if these were its own.
    "softplus-normalized": ("softplus", "0.1307,0.3081", 32),
    "relu-normalized": ("relu", "0.1307,0.3081", 16),
    **{name: (name, "unit", 16) for name in ACTIVATIONS},
}


def read(file, header):
    with gzip.open(DATA / file) as packed:
        return np.frombuffer(packed.read(), "u1", offset=header)


def logits(network, x, activation):
    for i, (w, b) in enumerate(network):
        x = (x if i == 0 else ACTIVATIONS[activation][0](x)) @ w.astype(float) + b.astype(float)
    return x


def train(x, labels, activation, hidden, rng):
    """D. Kingma and J. Ba, Adam (2015), on the cross-entropy of the softmax."""
    function, derivative = ACTIVATIONS[activation]
    network = [
        [rng.normal(size=(784, hidden)) / (28 * x.std()), np.zeros(hidden)],
        [rng.normal(size=(hidden, 10)) / math.sqrt(hidden), np.zeros(10)],
    ]
    # As weight decay leaves them: a pixel that is always black has no weight.
    network[0][0][x.min(axis=0) == x.max(axis=0)] = 0
    first = [[np.zeros_like(a) for a in layer] for layer in network]
    second = [[np.zeros_like(a) for a in layer] for layer in network]
    for t in range(1, STEPS + 1):
        some = rng.integers(0, len(x), BATCH)
        sums = x[some] @ network[0][0] + network[0][1]
        outputs = function(sums)
        z = outputs @ network[1][0] + network[1][1]
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        p[np.arange(BATCH), labels[some]] -= 1
        p /= BATCH
        back = (p @ network[1][0].T) * derivative(sums)
        gradients = [[x[some].T @ back, back.sum(axis=0)], [outputs.T @ p, p.sum(axis=0)]]
        rate = 0.01 * (1 - t / STEPS)
        for layer in range(2):
            for i in range(2):
                g = gradients[layer][i]
                m, v = first[layer][i], second[layer][i]
                m += 0.1 * (g - m)
                v += 0.001 * (g * g - v)
                moved = m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
                network[layer][i] -= rate * moved
    return [[rounded(a) for a in layer] for layer in network]


def rounded(a):
    """In steps of about a twentieth of their deviation."""
    step = 2.0 ** math.floor(math.log2(a.std() / 16))
    return (np.round(a / step) * step).astype("<f2")


def chance(right, other):
    """Q. McNemar (1947), exact: p of the images that only one gets right; 1 if it does not lead."""
    b, c = int((right & ~other).sum()), int((other & ~right).sum())
    return 2 * sum(math.comb(b + c, i) for i in range(c + 1)) / 2 ** (b + c) if b > c else 1


def better(right, given, settings):
    """The best of other settings, the more common first, or - if none is better beyond chance."""
    best = None
    for setting in settings:
        if chance(right[setting], right[given]) <= BETTER:
            if best is None or chance(right[setting], right[best]) <= RATHER:
                best = setting
    return "-" if best is None else " ".join(best)


def look(right, given):
    activation, pixels = given
    own_first = [pixels, *(other for other in PIXELS if other != pixels)]
    return [
        better(right, given, [(other, pixels) for other in ACTIVATIONS]),
        better(right, given, [(activation, other) for other in PIXELS]),
        better(right, given, [(a, p) for p in own_first for a in in_order(activation)]),
    ]


def in_order(activation):
    return [activation, *(other for other in ACTIVATIONS if other != activation)]


def in_bytes(a, axis=None):
    """a as bytes times a scale, in float64."""
    a = a.astype(float)
    scale = np.abs(a).max(axis=axis) / 127
    return np.round(a / scale) * scale


def examples():
    with open(DATA / "example_weight.pkl", "rb") as file:
        arrays = pickle.load(file)
    layers = [(arrays[f"W{i}"], arrays[f"b{i}"]) for i in (1, 2, 3)]
    yield "example", layers
    yield "example-half", [(w.astype("f2"), b.astype("f2")) for w, b in layers]
    yield "example-bytes", [(in_bytes(w), in_bytes(b)) for w, b in layers]
    yield "example-columns", [(in_bytes(w, axis=0), in_bytes(b)) for w, b in layers]


def main():
    images = read("t10k-images-idx3-ubyte.gz", 16).reshape(-1, 784)
    labels = read("t10k-labels-idx1-ubyte.gz", 8).astype(int)
    counts, looks = [], []

    def add(name, network, *trained):
        right = {}
        for pixels, scaled in PIXELS.items():
            x = scaled(images)
            for activation in ACTIVATIONS:
                found = logits(network, x, activation).argmax(axis=1) == labels
                right[activation, pixels] = found[:NEW]
                given = [name, *trained, activation, pixels]
                counts.append([*given, str(found[:NEW].sum()), str(found.sum())])
        for given in right:
            if given[0] == trained[0] or given[1] == trained[1]:
                looks.append([name, *given, *look(right, given)])

    for seed, (name, (activation, pixels, hidden)) in enumerate(NETWORKS.items(), 1):
        x = PIXELS[pixels](images[NEW:])
        network = train(x, labels[NEW:], activation, hidden, np.random.default_rng(seed))
        (w1, b1), (w2, b2) = network
        np.savez_compressed(FOLDER / f"{name}.npz", W1=w1, b1=b1, W2=w2, b2=b2)
        add(name, network, activation, pixels)
    for name, network in examples():
        add(name, network, "sigmoid", "unit")
    write("networks.tsv", counts)
    write("looks.tsv", looks)


def write(name, lines):
    (FOLDER / name).write_bytes("".join("\t".join(line) + "\n" for line in lines).encode())


if __name__ == "__main__":
    main()
