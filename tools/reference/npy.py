"""Writes the .npy and .npz fixtures of packages/pipeline from NumPy, and reads one that camscope wrote.

Run with a Python that has numpy:  python3 tools/reference/npy.py
"""

from pathlib import Path

import numpy as np

FIXTURES = Path(__file__).resolve().parents[2] / "packages/pipeline/tests/fixtures"
FIXTURES.mkdir(parents=True, exist_ok=True)


def ramp(*shape):
    values = np.arange(np.prod(shape, dtype=int), dtype=np.float64) / 3 - 1
    return values.astype("<f4").reshape(shape)


np.save(FIXTURES / "scalar.npy", ramp())
np.save(FIXTURES / "vector.npy", ramp(3))
np.save(FIXTURES / "matrix.npy", ramp(2, 3))
np.save(FIXTURES / "batch.npy", ramp(2, 1, 2, 3))
np.save(FIXTURES / "float64.npy", ramp(2, 3).astype("<f8"))
np.save(FIXTURES / "fortran.npy", np.asfortranarray(ramp(2, 3)))
np.save(FIXTURES / "big-endian.npy", ramp(2, 3).astype(">f4"))
with open(FIXTURES / "version2.npy", "wb") as file:
    np.lib.format.write_array(file, np.array([1, 2], dtype="<f4"), version=(2, 0))

ARRAYS = {"vector": ramp(3), "matrix": ramp(2, 3), "Pleural_Thickening/b.1": ramp(3, 2, 2), "naïve": ramp(1, 0)}
np.savez(FIXTURES / "numpy.npz", **ARRAYS)
np.savez_compressed(FIXTURES / "compressed.npz", vector=ramp(3))

# The test holds encodeNpz to these bytes.
with np.load(FIXTURES / "camscope.npz") as written:
    assert written.files == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert written[name].dtype == array.dtype
        np.testing.assert_array_equal(written[name], array)
