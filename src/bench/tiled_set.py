"""Write the MNIST test set over and over. Run: SCRIPT COUNT IMAGES LABELS, which may be pipes.

Through pipes, a set of any size needs no disk. Both are written side by side, as they are read.
"""

import fcntl
import gzip
import struct
import sys
import threading
from pathlib import Path

DATA = Path(__file__).parents[2] / "data"
PIPE_BYTES = 1 << 20  # what Linux allows everybody; 64 KiB is one read of ours


def write_tiled(source, header_bytes, count, path):
    content = gzip.decompress((DATA / source).read_bytes())
    elements = struct.unpack_from(">I", content, 4)[0]
    whole, rest = divmod(count, elements)
    body = memoryview(content)[header_bytes:]
    with open(path, "wb", buffering=0) as out:
        if Path(path).is_fifo():
            fcntl.fcntl(out, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        write_all(out, content[:4] + struct.pack(">I", count) + content[8:header_bytes])
        for _ in range(whole):
            write_all(out, body)
        write_all(out, body[: len(body) // elements * rest])


def write_all(out, content):
    """A pipe may take less than it is given."""
    view = memoryview(content)
    while view:
        view = view[out.write(view) :]


def main():
    count, images, labels = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    jobs = [
        threading.Thread(target=write_tiled, args=("t10k-images-idx3-ubyte.gz", 16, count, images)),
        threading.Thread(target=write_tiled, args=("t10k-labels-idx1-ubyte.gz", 8, count, labels)),
    ]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()


main()
