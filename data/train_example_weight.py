#!/usr/bin/env python3
"""Train the 784-50-100-10 example network and write it as a pickled dict of numpy arrays.

The network is sigmoid(x W1 + b1), sigmoid(. W2 + b2), softmax(. W3 + b3), with the pixels
divided by 255. It is trained with Adam on the cross-entropy, with a decaying learning rate,
weight decay, and random shifts of the training images by at most one pixel.

The hyper-parameters below were chosen with --validate, which trains on the first 50,000 training
images and measures on the last 10,000. The test images were not used for choosing: without
--validate they are read once, after training, to print the accuracy.
"""

import argparse
import gzip
import os
import pickle
import tempfile
import time
from pathlib import Path

import numpy as np

SIZES = (784, 50, 100, 10)
DEFAULT_SEED = 1
EPOCHS = 80
BATCH = 100
LEARNING_RATE = 4e-3  # at the start; it falls to zero along half a cosine
WEIGHT_DECAY = 3e-5  # L2 penalty on the weights, not on the biases
SHIFT_PROBABILITY = 0.7  # share of the images of a batch that are shifted


def read_idx(path):
    """Return the unsigned bytes of a gzipped IDX file as an array of the shape it declares."""
    with gzip.open(path, "rb") as stream:
        content = stream.read()
    if content[:3] != b"\x00\x00\x08":
        raise SystemExit(f"{path}: not an IDX file of unsigned bytes")
    header = 4 + 4 * content[3]
    shape = np.frombuffer(content[4:header], ">i4")
    return np.frombuffer(content, np.uint8, offset=header).reshape(shape)


def read_set(directory, prefix):
    """Return the images, as rows of float32 in 0..1, and the labels of one MNIST set."""
    images = read_idx(directory / f"{prefix}-images-idx3-ubyte.gz")
    labels = read_idx(directory / f"{prefix}-labels-idx1-ubyte.gz")
    return images.reshape(len(images), -1).astype(np.float32) / np.float32(255), labels


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def forward(net, x):
    """Return the two hidden layers and the scores before the softmax."""
    h1 = sigmoid(x @ net["W1"] + net["b1"])
    h2 = sigmoid(h1 @ net["W2"] + net["b2"])
    return h1, h2, h2 @ net["W3"] + net["b3"]


def count_correct(net, x, labels):
    return int(np.sum(forward(net, x)[2].argmax(axis=1) == labels))


def gradients(net, x, labels):
    """Return the gradient of the mean cross-entropy, with weight decay, for each parameter."""
    h1, h2, scores = forward(net, x)
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    p[np.arange(len(x)), labels] -= 1
    d3 = p / np.float32(len(x))
    d2 = (d3 @ net["W3"].T) * h2 * (1 - h2)
    d1 = (d2 @ net["W2"].T) * h1 * (1 - h1)
    grads = {}
    for i, (inputs, delta) in enumerate(((x, d1), (h1, d2), (h2, d3)), start=1):
        grads[f"W{i}"] = inputs.T @ delta + np.float32(WEIGHT_DECAY) * net[f"W{i}"]
        grads[f"b{i}"] = delta.sum(axis=0)
    return grads


def shift_table():
    """Row k tells, for each pixel of an image, which pixel the k-th one-pixel shift puts there.

    Pixels that leave on one side return on the other; the border of MNIST images is empty.
    """
    pixels = np.arange(784).reshape(28, 28)
    moves = [(dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if (dy, dx) != (0, 0)]
    return np.array([np.roll(pixels, move, axis=(0, 1)).ravel() for move in moves])


def train(x, labels, seed):
    rng = np.random.default_rng(seed)
    net = {}
    for i, (n_in, n_out) in enumerate(zip(SIZES, SIZES[1:]), start=1):
        scale = np.float32(np.sqrt(2 / (n_in + n_out)))
        net[f"W{i}"] = rng.standard_normal((n_in, n_out), dtype=np.float32) * scale
        net[f"b{i}"] = np.zeros(n_out, np.float32)
    mean = {name: np.zeros_like(value) for name, value in net.items()}
    square = {name: np.zeros_like(value) for name, value in net.items()}
    shifts = shift_table()
    steps = EPOCHS * (len(x) // BATCH)
    step = 0
    for epoch in range(EPOCHS):
        for batch in rng.permutation(len(x)).reshape(-1, BATCH):
            images = x[batch]
            moved = np.flatnonzero(rng.random(BATCH) < SHIFT_PROBABILITY)
            sources = shifts[rng.integers(len(shifts), size=len(moved))]
            images[moved] = np.take_along_axis(images[moved], sources, axis=1)
            rate = LEARNING_RATE * 0.5 * (1 + np.cos(np.pi * step / steps))
            step += 1
            # Adam; the bias corrections are folded into the step size.
            rate = np.float32(rate * np.sqrt(1 - 0.999**step) / (1 - 0.9**step))
            for name, grad in gradients(net, images, labels[batch]).items():
                mean[name] += np.float32(0.1) * (grad - mean[name])
                square[name] += np.float32(0.001) * (grad * grad - square[name])
                net[name] -= rate * mean[name] / (np.sqrt(square[name]) + np.float32(1e-8))
        if (epoch + 1) % 10 == 0:
            correct = count_correct(net, x, labels)
            print(f"epoch {epoch + 1}: training set {correct}/{len(x)}", flush=True)
    return net


def write_pickle(net, output):
    """Write to a temporary file next to the output, then rename it: never half a file."""
    handle, temporary = tempfile.mkstemp(prefix=output.name, suffix=".tmp", dir=output.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            pickle.dump(net, stream, protocol=4)
        os.chmod(temporary, 0o644)
        os.replace(temporary, output)
    except BaseException:
        os.unlink(temporary)
        raise


def main():
    parser = argparse.ArgumentParser(
        description="Train the 784-50-100-10 example network on MNIST and pickle its weights."
    )
    parser.add_argument(
        "--mnist",
        type=Path,
        required=True,
        metavar="DIR",
        help="directory of the four MNIST files, such as train-images-idx3-ubyte.gz",
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="where to write the weights; an existing file is replaced",
    )
    parser.add_argument(
        "--seed", type=int, default=DEFAULT_SEED, help="random seed (default: %(default)s)"
    )
    parser.add_argument(
        "--validate",
        action="store_true",
        help="train on 50,000 training images, measure on the other 10,000, write nothing",
    )
    args = parser.parse_args()
    if args.validate == (args.output is not None):
        parser.error("give either --output or --validate")

    x, labels = read_set(args.mnist, "train")
    if args.validate:
        x, held_x, labels, held_labels = x[:50000], x[50000:], labels[:50000], labels[50000:]
    started = time.monotonic()
    net = train(x, labels, args.seed)
    print(f"trained in {time.monotonic() - started:.0f} s")
    if not all(np.isfinite(value).all() for value in net.values()):
        raise SystemExit("training diverged: a weight is not finite")
    if args.validate:
        print(f"held-out set {count_correct(net, held_x, held_labels)}/{len(held_x)}")
        return
    # Write W1, b1, W2, b2, W3, b3 in this order, each in C order.
    names = ("W1", "b1", "W2", "b2", "W3", "b3")
    net = {name: np.ascontiguousarray(net[name]) for name in names}
    write_pickle(net, args.output)
    test_x, test_labels = read_set(args.mnist, "t10k")
    print(f"test set {count_correct(net, test_x, test_labels)}/{len(test_x)}")


if __name__ == "__main__":
    main()
