"""The files of tools/tests/fixtures/attributions: of every attribution that a peer makes, each STRIDE-th number and the sum."""

import json
from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[1] / "tests/fixtures"
STRIDE = 7


class Attributions:
    def __init__(self, file):
        self.path, self.entries, self.numbers = FIXTURES / "attributions" / file, [], []

    def add(self, said, found):
        """`said` of all that is `found`: methods, their options, and attributions."""
        for method, options, values in found:
            flat = values.detach().numpy().ravel()
            kept = flat[::STRIDE].astype("<f4")
            place = {"offset": sum(map(len, self.numbers)), "length": len(kept), "sum": flat.sum()}
            self.entries.append({**said, "method": method, "options": options, **place})
            self.numbers.append(kept)

    def write(self):
        self.path.with_suffix(".json").write_text("[\n" + ",\n".join(map(json.dumps, self.entries)) + "\n]\n")
        self.path.with_suffix(".f32").write_bytes(b"".join(part.tobytes() for part in self.numbers))
