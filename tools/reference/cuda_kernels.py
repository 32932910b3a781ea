"""Writes packages/onnx/src/placement/cuda-kernels.ts: for which operators, operator sets and element types the CUDA provider
of ONNX Runtime has kernels, as that provider itself registers them. No GPU is needed.

Run with Python 3.11 and numpy, on the wheel onnxruntime_gpu-1.30.0-cp311-…:
    python3 tools/reference/cuda_kernels.py WHEEL
"""

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from cuda_stand_in import PROVIDER, with_provider

TARGET = Path(__file__).resolve().parents[2] / "packages/onnx/src/placement/cuda-kernels.ts"
DOMAINS = {"": "", "com.microsoft": "com.microsoft:"}
TYPES = {"float": "float32", "double": "float64"}
# camscope knows no others.
KNOWN = "float32 uint8 int8 uint16 int16 int32 int64 bool float16 float64 uint32 uint64".split()


def rows() -> tuple:
    """By operator: [first operator set, last, types of each input]. And operators that have kernels nowhere."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    kernels, hosts = defaultdict(list), set()
    for kernel in state.get_all_opkernel_def():
        if kernel.provider == PROVIDER and kernel.domain in DOMAINS:
            kernels[kernel.domain, kernel.op_name].append(kernel)
        if kernel.provider == "CPUExecutionProvider":
            hosts.add((kernel.domain, kernel.op_name))
    schemas = defaultdict(list)
    for schema in state.get_all_operator_schema():
        schemas[schema.domain, schema.name].append(schema)
    newest = max(schema.since_version for (domain, _), all in schemas.items() if domain == "" for schema in all)
    table = {}
    for (domain, op), own in kernels.items():
        versions = sorted(schemas[domain, op], key=lambda schema: schema.since_version)
        ranges = []
        for i, schema in enumerate(versions):
            serving = [kernel for kernel in own if serves(kernel, schema.since_version)]
            last = versions[i + 1].since_version - 1 if i + 1 < len(versions) else newest
            if not serving or schema.deprecated:
                continue
            types = [types_of(serving, formal.typeStr) for formal in schema.inputs]
            if ranges and ranges[-1][1] == schema.since_version - 1 and ranges[-1][2] == types:
                ranges[-1][1] = last
            else:
                ranges.append([schema.since_version, last, types])
        if ranges:
            table[DOMAINS[domain] + op] = ranges
    # TensorRT's plugins stand among ONNX's own operators.
    own = [op for domain, op in schemas if domain == "" and not op.endswith("_TRT")]
    inlined = [op for op in own if ("", op) not in hosts and op not in table]
    return table, sorted(inlined)


def serves(kernel, version: int) -> bool:
    """A kernel without a last version serves the version that it names and no later one."""
    first, last = kernel.version_range
    return version == first or (last < 2**31 - 1 and first < version <= last)


def types_of(kernels: list, constraint: str) -> str:
    """The types that an input may have, by its type or the name of its constraint; '' for any."""
    allowed = set()
    for kernel in kernels:
        own = kernel.type_constraints.get(constraint)
        if own is None:
            return ""
        allowed |= {re.sub(r"tensor\((.*)\)", r"\1", name) for name in own}
    return " ".join(sorted({TYPES.get(name, name) for name in allowed} & set(KNOWN))) or "none"


def write(table: dict, inlined: list, version: str) -> None:
    types = sorted({types for ranges in table.values() for _, _, inputs in ranges for types in inputs})
    lines = [
        f"// Made by tools/reference/cuda_kernels.py from onnxruntime-gpu {version}: what its CUDA provider registers.",
        "",
        "/** Version of ONNX Runtime whose kernels these are. */",
        f"export const CUDA_VERSION = '{version}';",
        "",
        "/** Element types that an input may have; '' for any. */",
        f"export const CUDA_TYPES: readonly string[] = {json.dumps(types)};",
        "",
        "/** First and last operator set, and for each input its place in CUDA_TYPES; the last input may be repeated. */",
        "export type KernelRange = readonly [from: number, to: number, ...types: readonly number[]];",
        "",
        "/** Operators with kernels on CUDA, those of other domains than ai.onnx as `domain:Operator`. */",
        "export const CUDA_KERNELS: Readonly<Record<string, readonly KernelRange[]>> = {",
    ]
    for op in sorted(table):
        ranges = [[first, last, *map(types.index, inputs)] for first, last, inputs in table[op]]
        lines.append(f"  {json.dumps(op)}: {json.dumps(ranges)},")
    lines += [
        "};",
        "",
        "/** Operators with a kernel on no device, the CPU included: ONNX Runtime writes them out as others. */",
        f"export const INLINED: ReadonlySet<string> = new Set({json.dumps(inlined)});",
        "",
    ]
    TARGET.write_text("\n".join(lines))
    subprocess.run(["npx", "prettier", "--write", TARGET], check=True)


def main() -> None:
    from onnxruntime.capi.build_and_package_info import __version__

    write(*rows(), __version__)


with_provider(__file__, sys.argv[1], main)
