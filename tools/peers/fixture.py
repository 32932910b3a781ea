"""The file that a peer's maps are written to: for the scripts beside this one, which make the fixtures of
tools/tests/peers/presets.test.ts with published implementations.
"""

import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "reference"))
from arrays import Arrays  # noqa: E402

FOLDER = Path(__file__).resolve().parents[1] / "tests/fixtures/peers"
# Of a map with more columns than LARGE, every so many pixels along each side are kept.
LARGE, STEP = 16, 3


class Fixture:
    """Maps that one version of one peer made."""

    def __init__(self, file, peer):
        self.file, self.peer, self.entries = file, peer, []
        self.arrays = Arrays()

    def finished(self, said, method, preset, map, **options):
        """A finished map [H,W], in [0, 1]."""
        self.add("finished", said, method, preset, map, options)

    def raw(self, said, method, preset, map, **options):
        """What a method gives before it is finished, [K,h,w]."""
        self.add("raw", said, method, preset, map, options)

    def add(self, gives, said, method, preset, map, options):
        map = np.asarray(map, np.float64)
        assert np.isfinite(map).all() and map.std() > 0, f"{method} {preset} says nothing"
        size = list(map.shape)
        step = STEP if size[-1] > LARGE else 1
        stored = self.arrays.add(map[..., ::step, ::step])
        asked = {"method": method, "preset": preset, **said, "options": options}
        self.entries.append({**asked, "gives": gives, "size": size, "step": step, "offset": stored["offset"]})

    def write(self):
        FOLDER.mkdir(parents=True, exist_ok=True)
        lines = ",\n".join(json.dumps(entry) for entry in self.entries)
        (FOLDER / f"{self.file}.json").write_text(f'{{ "peer": "{self.peer}", "maps": [\n{lines}\n] }}\n')
        self.arrays.write(FOLDER / f"{self.file}.f32")


def unit(map):
    """For peers that leave their maps as they are: compared after the same min-max normalisation."""
    return (map - map.min()) / (map.max() - map.min())
