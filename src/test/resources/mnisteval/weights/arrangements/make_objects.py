#!/usr/bin/env python3
"""Writes, beside this script, the network of make_arrangements.py as other values that pickles hold.

    python3 make_objects.py

    objects.tsv   file, which classes it gives, probabilities of the first test image

The classes, also those of scikit-learn, joblib and PyTorch, are empty ones of the same names: no
library but numpy has a part in it. What they keep in which attributes, and how joblib and
torch.save write it, is after scikit-learn 1.7, joblib 1.5 and PyTorch 2.
"""

import io
import pickle
import sys
import types
import zlib
from collections import OrderedDict
from pathlib import Path

import numpy as np

from make_arrangements import expect, images, layers, named, saved, written
from make_torch_and_safetensors import archive, contiguous

FOLDER = Path(__file__).resolve().parent


def module_of(name):
    """The module of a class or a function, and its packages, as if they had been imported."""
    parts = name.split(".")[:-1]
    for end in range(1, len(parts) + 1):
        package = ".".join(parts[:end])
        sys.modules.setdefault(package, types.ModuleType(package))
    return sys.modules[package]


def kind(name, slots=None):
    """An empty class, by its name with its module."""
    holder = module_of(name)
    members = {"__module__": holder.__name__}
    name = name.rpartition(".")[2]
    if slots:
        members["__slots__"] = slots
    if not hasattr(holder, name):
        setattr(holder, name, type(name, (), members))
    return getattr(holder, name)


def instance(name, **attributes):
    made = kind(name)()
    made.__dict__.update(attributes)
    return made


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


def book(net):
    """The network of the book's chapter 5, whose layers keep what they computed last."""
    params = named(net, "W{}", "b{}")
    chain = OrderedDict()
    for n, (w, b) in enumerate(net, 1):
        x, dw = np.zeros((3, w.shape[0])), np.ones_like(w)
        chain[f"Affine{n}"] = instance("common.layers.Affine", W=w, b=b, x=x, dW=dw, db=None)
        if n < len(net):
            out = np.zeros((3, w.shape[1]))
            chain[f"Sigmoid{n}"] = instance("common.layers.Sigmoid", out=out)
    last = instance("common.layers.SoftmaxWithLoss", loss=0.5, y=np.ones((3, 10)), t=None)
    return instance("two_layer_net.TwoLayerNet", params=params, layers=chain, lastLayer=last)


def objects(net):
    """Names of files, a protocol, and the object of which each is a pickle."""
    turned = {"weights": [w.T for w, _ in net], "biases": [b[:, None] for _, b in net]}
    sigmoid = function("mathematics.sigmoid")
    for protocol in (0, 2, 4):
        nielsen = instance("network.Network", sizes=[784, 50, 100, 10], cost=kind("network.Cost"), **turned)
        yield f"object-protocol{protocol}", protocol, nielsen
    dense = [
        instance("layers.Dense", weights=w, bias=b, activation=sigmoid if n < 2 else None)
        for n, (w, b) in enumerate(net)
    ]
    yield "object-layers", 4, instance("__main__.Model", layers=dense)
    yield "object-list", 2, dense
    slots = kind("network.Slots", ("W1", "b1", "W2", "b2", "W3", "b3"))()
    for name, array in named(net, "W{}", "b{}").items():
        setattr(slots, name, array)
    yield "object-slots", 2, slots
    yield "object-book", 4, book(net)


def sklearn(net):
    """Names of files, and models as scikit-learn keeps them."""
    weights, biases = [w.astype(float) for w, _ in net], [b.astype(float) for _, b in net]
    binarizer = instance(
        "sklearn.preprocessing._label.LabelBinarizer", classes_=np.arange(10), sparse_input_=False
    )
    optimizer = instance(
        "sklearn.neural_network._stochastic_optimizers.AdamOptimizer",
        params=biases,
        ms=weights[-1:],
    )
    mlp = instance(
        "sklearn.neural_network._multilayer_perceptron.MLPClassifier",
        activation="logistic",
        hidden_layer_sizes=(50, 100),
        _label_binarizer=binarizer,
        classes_=np.arange(10),
        _random_state=np.random.RandomState(3),
        out_activation_="softmax",
        coefs_=weights,
        intercepts_=biases,
        _best_coefs=weights[-1:],
        _optimizer=optimizer,
        loss_curve_=[0.5, 0.25],
    )
    yield "sklearn-mlp", mlp
    # What the scaler does is undone by the first layer: exactly, as all numbers are short.
    mean, scale = np.arange(784) % 5 / 4, 2.0 ** -(np.arange(784) % 3)
    first = weights[0] * scale[:, None]
    scaler = instance(
        "sklearn.preprocessing._data.StandardScaler",
        with_mean=True,
        with_std=True,
        mean_=mean,
        var_=scale**2,
        scale_=scale,
        n_samples_seen_=np.int64(60000),
    )
    scaled = instance(
        "sklearn.neural_network.multilayer_perceptron.MLPClassifier",
        activation="logistic",
        classes_=np.array([str(i) for i in range(10)], object),
        out_activation_="softmax",
        coefs_=[first, *weights[1:]],
        intercepts_=[biases[0] + mean @ weights[0], *biases[1:]],
    )
    steps = [("standardscaler", scaler), ("none", "passthrough"), ("mlpclassifier", scaled)]
    yield "sklearn-pipeline", instance("sklearn.pipeline.Pipeline", steps=steps, memory=None)


def regression(single):
    return instance(
        "sklearn.linear_model._logistic.LogisticRegression",
        coef_=np.asfortranarray(single[0][0].T),
        intercept_=single[0][1],
        classes_=np.arange(10, dtype="u1"),
        solver="lbfgs",
    )


class JoblibPickler(pickle._Pickler):
    """Writes arrays behind their descriptions, aligned by padding that starts with its length."""

    def __init__(self, file, protocol, aligned):
        super().__init__(file, protocol)
        self.file, self.aligned = file, aligned

    def save(self, value, save_persistent_id=True):
        if not isinstance(value, np.ndarray):
            super().save(value, save_persistent_id)
            return
        wrapper = instance(
            "joblib.numpy_pickle.NumpyArrayWrapper",
            subclass=np.ndarray,
            shape=value.shape,
            order="C" if value.flags.c_contiguous else "F",
            dtype=value.dtype,
            allow_mmap=not value.dtype.hasobject,
        )
        if self.aligned is not False:
            wrapper.numpy_array_alignment_bytes = self.aligned
        super().save(wrapper, save_persistent_id)
        if self.proto >= 4:
            self.framer.commit_frame(force=True)
        if value.dtype.hasobject:
            pickle.dump(value, self.file, 2)
            return
        if self.aligned:
            padding = self.aligned - (self.file.tell() + 1) % self.aligned
            self.file.write(bytes([padding]) + b"\xff" * padding)
        self.file.write(value.tobytes("A"))


def joblib(value, protocol, aligned):
    file = io.BytesIO()
    JoblibPickler(file, protocol, aligned).dump(value)
    return file.getvalue()


class Storage:
    """The elements of a tensor, which lie beside the pickle."""

    def __init__(self, array, storages):
        self.key, self.count = str(len(storages)), array.size
        storages[self.key] = array.astype("<f4").tobytes()


class Tensor:
    def __init__(self, array, storages):
        self.storage, self.shape = Storage(array, storages), array.shape

    def __reduce__(self):
        strides = tuple(contiguous(self.shape))
        arguments = self.storage, 0, self.shape, strides, False, OrderedDict()
        return function("torch._utils._rebuild_tensor_v2"), arguments


class Parameter:
    def __init__(self, array, storages):
        self.data = Tensor(array, storages)

    def __reduce__(self):
        return function("torch._utils._rebuild_parameter"), (self.data, True, OrderedDict())


class TorchPickler(pickle._Pickler):
    def persistent_id(self, value):
        if isinstance(value, Storage):
            return "storage", kind("torch.FloatStorage"), value.key, "cpu", value.count
        return None


def function(name):
    holder, name = module_of(name), name.rpartition(".")[2]
    if hasattr(holder, name):
        return getattr(holder, name)
    made = lambda *arguments: None
    made.__module__, made.__name__, made.__qualname__ = holder.__name__, name, name
    setattr(holder, name, made)
    return made


def torch_module(name, parameters=(), modules=(), **attributes):
    module = {"training": False, "_parameters": OrderedDict(parameters), "_buffers": OrderedDict()}
    module["_non_persistent_buffers_set"] = set()
    module["_forward_hooks"] = OrderedDict()
    return instance(name, **module, _modules=OrderedDict(modules), **attributes)


def torch(net):
    """A whole module of PyTorch: a class of one's own with a Sequential in it."""
    storages = {}
    modules = [("flatten", torch_module("torch.nn.modules.flatten.Flatten", start_dim=1))]
    for n, (w, b) in enumerate(net):
        parameters = [("weight", Parameter(w.T, storages)), ("bias", Parameter(b, storages))]
        linear = torch_module("torch.nn.modules.linear.Linear", parameters, in_features=w.shape[0])
        modules.append((f"fc{n}", linear))
        if n < len(net) - 1:
            modules.append((f"act{n}", torch_module("torch.nn.modules.activation.Sigmoid")))
            modules.append((f"drop{n}", torch_module("torch.nn.modules.dropout.Dropout", p=0.5)))
    modules.append(("out", torch_module("torch.nn.modules.activation.LogSoftmax", dim=1)))
    net = torch_module("torch.nn.modules.container.Sequential", modules=modules)
    model = torch_module("network.Net", modules=[("net", net)], history=np.ones((4, 4)))
    file = io.BytesIO()
    TorchPickler(file, 2).dump(model)
    return archive(file.getvalue(), storages)


def files(net):
    """Names of files, each of which this also writes."""

    def write(name, content):
        written(FOLDER / f"{name}.gz", content)
        return f"{name}.gz"

    for name, value in values(net):
        yield write(f"{name}.pkl", pickle.dumps(value, 2 if "arrays" in name else 4))
    for name, protocol, value in objects(net):
        yield write(f"{name}.pkl", pickle.dumps(value, protocol))
    for name, value in sklearn(net):
        yield write(f"{name}.pkl", pickle.dumps(value, 4))
        yield write(f"{name}.joblib", joblib(value, 4, 16))
    old = joblib({name: value for name, value in sklearn(net)}["sklearn-mlp"], 3, False)
    yield write("sklearn-mlp-old.joblib", old)
    yield write("sklearn-mlp.joblib.z", zlib.compress(old, 9))
    yield write("torch-module.pt", torch(net))
    yield write("several.pkl", b"".join(pickle.dumps(a, 4) for pair in net for a in pair))
    saved("dict.npy", np.save, named(net, "W{}", "b{}"), allow_pickle=True)
    saved("list.npy", np.save, array_of_objects([a for pair in net for a in pair]))
    weights = array_of_objects([w.T for w, _ in net])
    biases = array_of_objects([b for _, b in net])
    saved("object-arrays.npz", np.savez, weights=weights, biases=biases)
    saved("dict-among.npz", np.savez, lr=0.1, params=named(net, "W{}", "b{}"))
    yield from ("dict.npy.gz", "list.npy.gz", "object-arrays.npz.gz", "dict-among.npz.gz")


def main():
    net = layers()
    x = images()
    lines = []
    for file in files(net):
        expect(lines, file, "example", net, x)
    product = net[0][0] @ net[1][0] @ net[2][0] / 64
    single = [(product.astype("<f8"), np.zeros(10))]
    for name, content in (
        ("sklearn-regression.pkl", pickle.dumps(regression(single), 2)),
        ("sklearn-regression.joblib", joblib(regression(single), 4, None)),
    ):
        written(FOLDER / f"{name}.gz", content)
        expect(lines, f"{name}.gz", "single", single, x)
    (FOLDER / "objects.tsv").write_bytes("".join(lines).encode())


if __name__ == "__main__":
    main()
