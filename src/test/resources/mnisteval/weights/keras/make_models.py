#!/usr/bin/env python3
"""Writes *.gz beside this script, as Keras arranges HDF5 files, and what numpy gives for them.

    python3 make_models.py

    sequential.h5.gz   model.save("m.h5"): other activations, layers whose names are in no order
    weights.h5.gz      model.save_weights("w.h5"): no configuration
    three.weights.h5.gz  model.save_weights("w.weights.h5") of Keras 3: no configuration
    functional.keras.gz  model.save("m.keras"): scaled pixels, a layer without a bias, and the form
                       of HDF5 1.8, in which a group of more than 8 has a heap
    small.h5, small.keras  networks of 6-3-2 for the fuzz tests, in their folder
    expected.tsv       file, which classes it gives, probabilities of the first test image
    *.classes.txt      the class numpy gives each of the 10,000 test images

h5py writes the files; Keras has no part in it. Groups, attributes and configurations are those of
keras/src/legacy/saving/legacy_h5_format.py and keras/src/saving/saving_lib.py.
"""

import io
import json
import sys
import zipfile
from pathlib import Path

import h5py
import numpy as np

FOLDER = Path(__file__).resolve().parent
sys.path.append(str(FOLDER.parent / "arrangements"))

from make_arrangements import images, layers, written  # noqa: E402


def hdf5(write, libver=None):
    content = io.BytesIO()
    with h5py.File(content, "w", libver=libver) as file:
        write(file)
    return content.getvalue()


def layer(kind, name, **config):
    return {"class_name": kind, "config": dict(config, name=name)}


def legacy(group, names, net, path):
    """The groups of save_weights_to_hdf5_group."""
    group.attrs["layer_names"] = [name.encode() for name in names]
    group.attrs["backend"] = b"tensorflow"
    group.attrs["keras_version"] = b"3.5.0"
    dense = iter(net)
    for name in names:
        inner = group.create_group(name)
        arrays = next(dense) if name.startswith("dense") else []
        paths = [path.format(name, kind) for kind in ("kernel", "bias")][: len(arrays)]
        inner.attrs["weight_names"] = [p.encode() for p in paths]
        for p, array in zip(paths, arrays):
            inner.create_dataset(p, array.shape, dtype=array.dtype)[:] = array


def variables(file, names, net):
    """The groups of H5IOStore: one for each layer, with its variables in vars."""
    dense = iter(net)
    for name in names:
        inner = file.create_group("layers/" + name).create_group("vars")
        if name.startswith("dense"):
            for i, array in enumerate(a for a in next(dense) if a is not None):
                inner[str(i)] = array


def sequential(net):
    stack = [layer("InputLayer", "input", batch_shape=[None, 28, 28]), layer("Flatten", "flatten")]
    stack += [layer("Dense", "dense_7", activation="tanh"), layer("Dropout", "dropout", rate=0.5)]
    stack += [layer("Dense", "dense_2", activation="linear")]
    stack += [layer("LeakyReLU", "leaky", negative_slope=0.25)]
    stack += [layer("Dense", "dense", activation="softmax")]
    model = {"class_name": "Sequential", "config": {"name": "m", "layers": stack}}

    def write(file):
        file.attrs["keras_version"] = b"3.5.0"
        file.attrs["model_config"] = json.dumps(model).encode()
        names = ["flatten", "dense_7", "dropout", "dense_2", "leaky", "dense"]
        legacy(file.create_group("model_weights"), names, net, "m/{0}/{1}")

    return write, None, (np.tanh, lambda x: np.maximum(x, 0.25 * x))


def functional(net):
    kinds = ["InputLayer", "Rescaling", "Flatten", "Dropout", "Dense", "GaussianNoise", "Dense"]
    kinds += ["Dropout", "Activation", "Dense"]
    names = ["in", "by_255", "flat", "drop", "first", "noise", "second", "drop_1", "act", "last"]
    configs = {"by_255": {"scale": 1 / 255, "offset": 0.0}, "first": {"activation": "relu"}}
    configs["second"] = {"activation": "linear", "use_bias": False}
    configs["act"] = {"activation": "sigmoid"}
    configs["last"] = {"activation": "linear"}
    stack = [layer(kind, name, **configs.get(name, {})) for kind, name in zip(kinds, names)]
    for i, one in enumerate(stack):
        source = {"class_name": "__keras_tensor__", "config": {"shape": [None, 9], "keras_history": []}}
        source["config"]["keras_history"] = [names[i - 1], 0, 0]
        one["inbound_nodes"] = [{"args": [source], "kwargs": {}}] if i else []
    model = {"module": "keras", "class_name": "Functional", "config": {"layers": stack}}
    groups = ["activation", "dense", "dense_1", "dense_2", "dropout", "dropout_1", "flatten"]
    groups += ["gaussian_noise", "input_layer", "rescaling"]
    parts = [net[0], (net[1][0], None), net[2]]
    archive = lambda content: keras(model, content)
    return (lambda file: variables(file, groups, parts)), archive, (lambda x: np.maximum(x, 0), sigmoid)


def keras(model, weights):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name, data in (
            ("metadata.json", '{"keras_version": "3.5.0"}'),
            ("config.json", json.dumps(model)),
            ("model.weights.h5", weights),
        ):
            file.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return content.getvalue()


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def forward(x, net, activations):
    for (w, b), activation in zip(net, (*activations, softmax)):
        x = activation(x @ w.astype(float) + b.astype(float))
    return x


def small():
    w, b = (np.arange(18).reshape(6, 3).astype("<f4") - 8) / 16, np.array([1, 2, 4], "<f2")
    v, c = np.array([[1, -4], [2, 5], [3, 6]], "<i1"), np.array([0.5, -0.25], ">f8")
    net = [(w, b), (v, c)]
    stack = [layer("Dense", "dense", activation="relu"), layer("Dense", "dense_1", activation="softmax")]
    model = {"class_name": "Sequential", "config": {"layers": stack}}

    def write(file):
        file.attrs["model_config"] = json.dumps(model).encode()
        legacy(file.create_group("model_weights"), ["dense", "dense_1"], net, "{0}/{1}:0")

    new = hdf5(lambda file: variables(file, ["dense", "dense_1"], net), ("v108", "v108"))
    return hdf5(write), keras(model, new)


def main():
    fuzz = FOLDER.parents[1] / "fuzz" / "WeightsFileFuzzTestInputs" / "readsANetworkOrRefuses"
    h5, archive = small()
    (fuzz / "small.h5").write_bytes(h5)
    (fuzz / "small.keras").write_bytes(archive)
    net, x = layers(), images()
    names = ["dense", "dense_1", "dense_2"]
    plain = (sigmoid, sigmoid)
    old = lambda file: legacy(file, names, net, "{0}/{1}:0")
    new = lambda file: variables(file, names, net)
    without = [net[0], (net[1][0], np.zeros(100)), net[2]]
    lines, kept = [], {}
    for name, (write, pack, activations), used in (
        ("sequential.h5", sequential(net), net),
        ("weights.h5", (old, None, plain), net),
        ("three.weights.h5", (new, None, plain), net),
        ("functional.keras", functional(net), without),
    ):
        content = hdf5(write, ("v108", "v108") if pack else None)
        written(FOLDER / f"{name}.gz", pack(content) if pack else content)
        p = forward(x, used, activations)
        classes = "".join(map(str, p.argmax(axis=1)))
        kind = kept.setdefault(classes, name.split(".")[0])
        text = "\n".join(classes[i : i + 100] for i in range(0, len(classes), 100)) + "\n"
        (FOLDER / f"{kind}.classes.txt").write_bytes(text.encode())
        lines.append(f"{name}.gz\t{kind}\t{' '.join(repr(float(v)) for v in p[0])}\n")
        ranked = np.sort(p, axis=1)
        print(name, "least distance of the two most probable:", (ranked[:, -1] - ranked[:, -2]).min())
    (FOLDER / "expected.tsv").write_bytes("".join(lines).encode())


if __name__ == "__main__":
    main()
