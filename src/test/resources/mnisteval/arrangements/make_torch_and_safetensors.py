#!/usr/bin/env python3
"""Writes torch-*.pt and *.safetensors beside this script, byte by byte from their specifications.

    python3 make_torch_and_safetensors.py

PyTorch and safetensors have no part in it: the zip that torch.save writes is put together from the
description of its serialization (data.pkl in protocol 2, whose persistent ids name the storages in
data/), the other from https://github.com/huggingface/safetensors#format. The network is that of
make_arrangements.py, as (out, in); bf16 keeps the upper half of each float32, so its weights are
other ones, and numpy computes with these. Appends to no file: torch.tsv has the file and the
probabilities of the image 10 200 0 255.
"""

import json
import struct
import zipfile
from pathlib import Path

import numpy as np

from make_arrangements import IMAGE, layers, probabilities

FOLDER = Path(__file__).resolve().parent


def text(s):
    return b"X" + struct.pack("<I", len(s)) + s.encode()


def number(n):
    return b"J" + struct.pack("<i", n)


def numbers(values):
    return b"(" + b"".join(map(number, values)) + b"t"


def tensor(kind, key, count, offset, shape, strides):
    storage = b"(" + text("storage") + b"ctorch\n" + kind + b"\n" + text(key) + text("cpu")
    return (
        b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + number(count) + b"tQ"
        + number(offset) + numbers(shape) + numbers(strides)
        + b"\x89" + b"ccollections\nOrderedDict\n)R" + b"tR"
    )


def state_dict(tensors, metadata=True):
    body = b"\x80\x02ccollections\nOrderedDict\n)R("
    body += b"".join(text(name) + value for name, value in tensors) + b"u"
    if metadata:
        body += b"}" + text("_metadata") + b"ccollections\nOrderedDict\n)R" + b"sb"
    return body + b"."


def archive(path, pickle, storages, name="archive"):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as out:
        entries = [("data.pkl", pickle), ("byteorder", b"little")]
        entries += [(f"data/{key}", data) for key, data in storages.items()]
        for entry, data in entries + [("version", b"3\n")]:
            out.writestr(zipfile.ZipInfo(f"{name}/{entry}", (1980, 1, 1, 0, 0, 0)), data)


def contiguous(shape):
    return [int(np.prod(shape[i + 1 :])) for i in range(len(shape))]


def torch_file(path, net, kind, encode):
    tensors, storages = [], {}
    for i, (w, b) in enumerate(net):
        for name, a in ((f"net.{2 * i}.weight", np.ascontiguousarray(w.T)), (f"net.{2 * i}.bias", b)):
            key = str(len(storages))
            storages[key] = encode(a)
            tensors.append((name, tensor(kind, key, a.size, 0, a.shape, contiguous(a.shape))))
    archive(path, state_dict(tensors), storages)


def shared_file(path, net):
    """All in one storage, behind 3 other numbers; the weights lie transposed (in, out) in it."""
    flat, tensors = [np.float32([9, 9, 9])], []
    at = 3
    total = 3 + sum(w.size + b.size for w, b in net)
    for i, (w, b) in enumerate(net, 1):
        tensors.append((f"fc{i}.weight", tensor(b"FloatStorage", "0", total, at, w.T.shape, (1, w.shape[1]))))
        flat.append(w.ravel())
        at += w.size
        tensors.append((f"fc{i}.bias", tensor(b"FloatStorage", "0", total, at, b.shape, (1,))))
        flat.append(b)
        at += b.size
    archive(path, state_dict(tensors), {"0": np.concatenate(flat).astype("<f4").tobytes()})


def bf16(a):
    return (np.ascontiguousarray(a, "<f4").view("<u4") >> 16).astype("<u2").tobytes()


def safetensors(path, net, dtype, encode, metadata=None):
    header, data = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for i, (w, b) in enumerate(net, 1):
        for name, a in ((f"fc{i}.weight", np.ascontiguousarray(w.T)), (f"fc{i}.bias", b)):
            raw = encode(a)
            offsets = [len(data), len(data) + len(raw)]
            header[name] = {"dtype": dtype, "shape": list(a.shape), "data_offsets": offsets}
            data += raw
    encoded = json.dumps(header).encode()
    encoded += b" " * (-len(encoded) % 8)
    path.write_bytes(struct.pack("<Q", len(encoded)) + encoded + data)


def rounded(net, kind):
    if kind == "bf16":
        cut = lambda a: (np.ascontiguousarray(a, "<f4").view("<u4") & 0xFFFF0000).view("<f4")
        return [(cut(w), cut(b)) for w, b in net]
    return [(w.astype(kind), b.astype(kind)) for w, b in net]


def main():
    net = layers()
    lines = []
    kinds = (
        ("f2", b"HalfStorage", "F16"), ("bf16", b"BFloat16Storage", "BF16"),
        ("f4", b"FloatStorage", "F32"), ("f8", b"DoubleStorage", "F64"),
    )
    for kind, storage, dtype in kinds:
        own = rounded(net, kind)
        encode = bf16 if kind == "bf16" else lambda a, kind=kind: a.astype("<" + kind).tobytes()
        torch_file(FOLDER / f"torch-{kind}.pt", net, storage, encode)
        safetensors(FOLDER / f"{kind}.safetensors", net, dtype, encode)
        for file in (f"torch-{kind}.pt", f"{kind}.safetensors"):
            lines.append((file, own))
    shared_file(FOLDER / "torch-shared.pt", net)
    lines.append(("torch-shared.pt", net))
    encode = lambda a: a.astype("<f4").tobytes()
    safetensors(FOLDER / "tanh.safetensors", net, "F32", encode, {"activation": "tanh"})
    with open(FOLDER / "torch.tsv", "w", newline="\n") as out:
        for file, own in lines:
            p = probabilities(IMAGE, own)
            out.write("\t".join([file, " ".join(repr(float(v)) for v in p)]) + "\n")
    for name, function in (
        ("class", b"c__main__\nNet\n)\x81."),
        ("other", b"\x80\x02ctorch.nn.modules.linear\nLinear\n)R."),
    ):
        archive(FOLDER / f"torch-refused-{name}.pt", function, {})
    beyond = tensor(b"FloatStorage", "0", 6, 1, (2, 3), (3, 1))
    archive(FOLDER / "torch-refused-beyond.pt", state_dict([("fc.weight", beyond)]), {"0": bytes(24)})
    odd = tensor(b"FloatStorage", "0", 6, 0, (2, 3), (2**31 - 1, 2**31 - 1))
    archive(FOLDER / "torch-refused-strides.pt", state_dict([("fc.weight", odd)]), {"0": bytes(24)})
    short = tensor(b"FloatStorage", "0", 7, 0, (2, 3), (3, 1))
    archive(FOLDER / "torch-refused-short.pt", state_dict([("fc.weight", short)]), {"0": bytes(24)})


if __name__ == "__main__":
    main()
