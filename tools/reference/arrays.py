"""Numbers in a sequence that the testkit makes, too, and arrays of them in a file: without PyTorch."""

import numpy as np


def mulberry32(state):
    """Endless numbers, uniform in [0, 1)."""
    while True:
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        t = (state ^ (state >> 15)) * (state | 1) & 0xFFFFFFFF
        t ^= (t + ((t ^ (t >> 7)) * (t | 61) & 0xFFFFFFFF)) & 0xFFFFFFFF
        yield (t ^ (t >> 14)) / 4294967296


def noise(seed, dims):
    """Uniform in [-1, 1)."""
    numbers = mulberry32(seed)
    values = np.array([2 * next(numbers) - 1 for _ in range(int(np.prod(dims)))])
    return values.astype(np.float32).reshape(dims)


class Arrays:
    """Arrays one after the other in one file, as little-endian float32."""

    def __init__(self):
        self.parts, self.size = [], 0

    def add(self, array):
        entry = {"dims": list(array.shape), "offset": self.size}
        self.parts.append(array.astype("<f4").tobytes())
        self.size += array.size
        return entry

    def write(self, path):
        path.write_bytes(b"".join(self.parts))
