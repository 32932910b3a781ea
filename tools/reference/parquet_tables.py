"""Tables as pandas and polars write them, for packages/datasets-common/tests/fixtures.

usage: python tools/reference/parquet_tables.py
"""

from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

OUT = Path(__file__).parents[2] / "packages/datasets-common/tests/fixtures"

COLUMNS = {
    "image": ["a.png", "b.png", "b.png"],
    "label": ["Nódulo", "肺炎", "肺炎"],
    "x": [1.5, 2.0, None],
    "reader": [1, 2, 3],
    "parts": [["a", "b"], [], None],
}

OUT.mkdir(exist_ok=True)
pl.DataFrame(COLUMNS).write_parquet(OUT / "polars-zstd.parquet", compression="zstd")
table = pa.table(COLUMNS)
for compression in ("snappy", "gzip"):
    pq.write_table(table, OUT / f"arrow-{compression}.parquet", compression=compression, row_group_size=2)
