#!/usr/bin/env python3
"""Writes torch-*.pt* and *.safetensors* beside this script, byte by byte from their specifications.

    python3 make_torch_and_safetensors.py

PyTorch and safetensors have no part in it: the zip that torch.save writes is put together from the
description of its serialization (data.pkl in protocol 2, whose persistent ids name the storages in
data/; entries stored, aligned to 64 bytes by an extra field, with data descriptors and the end of
zip64, as its writer has them), the other from https://github.com/huggingface/safetensors#format.
The network is that of make_arrangements.py, as (out, in). torch.tsv is as expected.tsv there.
"""

import json
import struct
import zlib
from pathlib import Path

import numpy as np

from make_arrangements import expect, images, layers, written

FOLDER = Path(__file__).resolve().parent


class Zip:
    """Stored entries; wide puts what zip64 has into it even where four bytes would do."""

    def __init__(self, wide=False):
        self.out, self.directory, self.count, self.wide = b"", b"", 0, wide

    def add(self, name, data):
        name, crc, at = name.encode(), zlib.crc32(data), len(self.out)
        pad = -(at + 30 + len(name) + 4) % 64
        extra = b"FB" + struct.pack("<H", pad) + b"Z" * pad
        fixed = struct.pack("<HHHHH", 0, 0x808, 0, 0, 0x21)
        self.out += b"PK\3\4" + fixed + struct.pack("<IIIHH", 0, 0, 0, len(name), len(extra))
        self.out += name + extra + data + b"PK\7\10" + struct.pack("<IQQ", crc, len(data), len(data))
        sizes, offset, extra = (len(data), len(data)), at, b""
        if self.wide:
            extra = struct.pack("<HHQQQ", 1, 24, len(data), len(data), at)
            sizes, offset = (2**32 - 1, 2**32 - 1), 2**32 - 1
        self.directory += b"PK\1\2\0\0" + fixed + struct.pack("<III", crc, *sizes)
        self.directory += struct.pack("<HHHHHII", len(name), len(extra), 0, 0, 0, 0, offset)
        self.directory += name + extra
        self.count += 1

    def bytes(self):
        at, size, count = len(self.out), len(self.directory), self.count
        end64 = at + size
        zip64 = b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, size, at)
        locator = b"PK\6\7" + struct.pack("<IQI", 0, end64, 1)
        if self.wide:
            count, size, at = 2**16 - 1, 2**32 - 1, 2**32 - 1
        end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count, count, size, at, 0)
        return self.out + self.directory + zip64 + locator + end


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


def archive(pickle, storages, order=b"little", wide=False):
    out = Zip(wide)
    entries = [("data.pkl", pickle), (".format_version", b"1"), (".storage_alignment", b"64")]
    entries += [("byteorder", order)] if order else []
    entries += [(f"data/{key}", data) for key, data in storages.items()]
    entries += [("version", b"3\n"), (".data/serialization_id", b"0" * 40)]
    for entry, data in entries:
        out.add(f"archive/{entry}", data)
    return out.bytes()


def contiguous(shape):
    return [int(np.prod(shape[i + 1 :])) for i in range(len(shape))]


def torch_file(net, kind, encode, **options):
    tensors, storages = [], {}
    for i, (w, b) in enumerate(net):
        for name, a in ((f"net.{2 * i}.weight", np.ascontiguousarray(w.T)), (f"net.{2 * i}.bias", b)):
            key = str(len(storages))
            storages[key] = encode(a)
            tensors.append((name, tensor(kind, key, a.size, 0, a.shape, contiguous(a.shape))))
    return archive(state_dict(tensors), storages, **options)


def shared_file(net):
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
    return archive(state_dict(tensors), {"0": np.concatenate(flat).astype("<f4").tobytes()})


def bf16(a):
    return (np.ascontiguousarray(a, "<f4").view("<u4") >> 16).astype("<u2").tobytes()


def safetensors(net, dtype, encode, metadata=None):
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
    return struct.pack("<Q", len(encoded)) + encoded + data


def main():
    net, x = layers(), images()
    lines = []

    def write(file, content):
        written(FOLDER / file, content)
        expect(lines, file, "example", net, x)

    kinds = (
        ("f2", b"HalfStorage", "F16"), ("bf16", b"BFloat16Storage", "BF16"),
        ("f4", b"FloatStorage", "F32"), ("f8", b"DoubleStorage", "F64"),
    )
    for kind, storage, dtype in kinds:
        encode = bf16 if kind == "bf16" else lambda a, kind=kind: a.astype("<" + kind).tobytes()
        write(f"torch-{kind}.pt.gz", torch_file(net, storage, encode))
        write(f"{kind}.safetensors.gz", safetensors(net, dtype, encode))
    big, little = (lambda a, order=order: a.astype(order + "f4").tobytes() for order in "><")
    write("torch-big-endian.pt.gz", torch_file(net, b"FloatStorage", big, order=b"big"))
    write("torch-no-byteorder.pt.gz", torch_file(net, b"FloatStorage", little, order=None))
    write("torch-zip64.pt.gz", torch_file(net, b"FloatStorage", little, wide=True))
    write("torch-shared.pt.gz", shared_file(net))
    named = safetensors(net, "F32", little, {"activation": "tanh"})
    written(FOLDER / "tanh.safetensors.gz", named)
    (FOLDER / "torch.tsv").write_bytes("".join(lines).encode())
    write_refused()


def write_refused():
    six = bytes(24)
    refused = {
        "class": archive(b"cos\nsystem\n)\x81.", {}),
        "other": archive(b"\x80\x02ctorch.nn.modules.conv\nConv2d\n)\x81.", {}),
        "order": archive(state_dict([]), {}, order=b"middle"),
    }
    for name, count, offset, strides in (
        ("beyond", 6, 1, (3, 1)),
        ("strides", 6, 0, (2**31 - 1, 2**31 - 1)),
        ("short", 7, 0, (3, 1)),
    ):
        one = tensor(b"FloatStorage", "0", count, offset, (2, 3), strides)
        refused[name] = archive(state_dict([("fc.weight", one)]), {"0": six})
    for name, content in refused.items():
        (FOLDER / f"torch-refused-{name}.pt").write_bytes(content)


if __name__ == "__main__":
    main()
