"""The random numbers of camscope (packages/onnx/src/numeric/random.ts), so that peers can be given its draws."""

import numpy as np


class Random:
    """Even in [0, 1): mulberry32."""

    def __init__(self, seed):
        self.state = seed

    def __call__(self):
        self.state = (self.state + 0x6D2B79F5) & 0xFFFFFFFF
        state = self.state
        t = (state ^ (state >> 15)) * (state | 1) & 0xFFFFFFFF
        t ^= (t + ((t ^ (t >> 7)) * (t | 61) & 0xFFFFFFFF)) & 0xFFFFFFFF
        return (t ^ (t >> 14)) / 4294967296


class Gaussian:
    def __init__(self, seed):
        self.next = Random(seed)

    def __call__(self):
        return np.sqrt(-2 * np.log(1 - self.next())) * np.cos(2 * np.pi * self.next())


def noise(seed, dims):
    """Even in [-1, 1), float32: as the testkit makes images."""
    draw = Random(seed)
    return np.array([2 * draw() - 1 for _ in range(int(np.prod(dims)))], np.float32).reshape(dims)


def normal(seed, dims):
    draw = Gaussian(seed)
    return np.array([draw() for _ in range(int(np.prod(dims)))]).reshape(dims)
