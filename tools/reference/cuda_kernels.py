"""Writes packages/onnx/src/placement/cuda-kernels.ts: for which operators, operator sets and element types the CUDA provider
of ONNX Runtime has kernels, as that provider itself registers them.

No GPU is needed. CUDA's own libraries are replaced by empty ones, compiled here, of which every function returns 0. The wheel
lists the kernels of all its providers at once, TensorRT's included, in whose place CUDA's are listed twice.

Run with Python 3.11, numpy, gcc, g++ and binutils, on the wheel onnxruntime_gpu-1.30.0-cp311-…:
    python3 tools/reference/cuda_kernels.py WHEEL
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "packages/onnx/src/placement/cuda-kernels.ts"
PROVIDER = "CUDAExecutionProvider"
DOMAINS = {"": "", "com.microsoft": "com.microsoft:"}
TYPES = {"float": "float32", "double": "float64"}
# camscope knows no others.
KNOWN = "float32 uint8 int8 uint16 int16 int32 int64 bool float16 float64 uint32 uint64".split()

# One device, whose memory is the host's.
ANSWERS = {
    "cudaGetDeviceCount": "int cudaGetDeviceCount(int *n) { *n = 1; return 0; }",
    "cudaMemGetInfo": "int cudaMemGetInfo(size_t *f, size_t *t) { *f = *t = (size_t)1 << 36; return 0; }",
    "cudaGetErrorString": 'const char *cudaGetErrorString(int e) { return ""; }',
    "cudaGetErrorName": 'const char *cudaGetErrorName(int e) { return ""; }',
    "__cudaRegisterFatBinary": "void *__cudaRegisterFatBinary(void *b) { static char fat[8]; return fat; }",
}

# The wheel asks TensorRT's provider first, by a device's number; it is given CUDA's, with default options.
TENSORRT = r"""
#include <dlfcn.h>
struct Pointer { void *object = nullptr, *count = nullptr; ~Pointer() {} };
struct Provider {
  virtual Pointer fromOptions(const void *) = 0;
  virtual Pointer fromDevice(int) = 0;
  virtual void *unused0() { return nullptr; }
  virtual Pointer unused1() { return {}; }
  virtual void unused2() {}
  virtual Pointer unused3() { return {}; }
  virtual void initialize() {}
  virtual void shutdown() {}
};
static char options[4096];
struct Cuda : Provider {
  Provider *own() { return ((Provider * (*)()) dlsym(dlopen("libonnxruntime_providers_cuda.so", RTLD_LAZY), "GetProvider"))(); }
  Pointer fromOptions(const void *) override { return own()->fromOptions(options); }
  Pointer fromDevice(int) override { return own()->fromOptions(options); }
};
extern "C" Provider *GetProvider() { static Cuda cuda; return &cuda; }
"""


def stand_in_libraries(provider: Path, folder: Path) -> None:
    """An empty library for each that the provider is linked with, of the functions that it calls."""
    symbols = subprocess.run(["nm", "-D", provider], capture_output=True, text=True, check=True).stdout
    functions = defaultdict(list)
    for name, library in re.findall(r" U (\w+)@(libcu\S+)$", symbols, re.M):
        functions[library].append(name)
    functions["libcuda.so.1"] = re.findall(r" U (cu[A-Z]\w+)$", symbols, re.M)
    for library in needed(provider) | functions.keys():
        names = functions.get(library, [])
        body = [ANSWERS.get(name, f"int {name}(void) {{ return 0; }}") for name in names]
        (folder / "library.c").write_text("#include <stddef.h>\n" + "\n".join(body) + "\n")
        (folder / "versions").write_text(f"{library} {{ global: *; }};")
        versions = [] if library == "libcuda.so.1" else [f"-Wl,--version-script={folder / 'versions'}"]
        build = ["gcc", "-w", "-fno-builtin", "-shared", "-fPIC", f"-Wl,-soname,{library}", *versions]
        subprocess.run([*build, "-o", folder / library, folder / "library.c"], check=True)


def needed(library: Path) -> set:
    dynamic = subprocess.run(["readelf", "-d", library], capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"NEEDED.*\[(libcu[^\]]+)\]", dynamic))


def unpack(wheel: str, folder: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder, [name for name in archive.namelist() if "tensorrt" not in name])
    libraries = folder / "onnxruntime/capi"
    stand_in_libraries(libraries / "libonnxruntime_providers_cuda.so", folder)
    (folder / "tensorrt.cpp").write_text(TENSORRT)
    tensorrt = libraries / "libonnxruntime_providers_tensorrt.so"
    subprocess.run(["g++", "-w", "-shared", "-fPIC", "-o", tensorrt, folder / "tensorrt.cpp", "-ldl"], check=True)


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
    if os.environ.get("UNPACKED") is None:
        with tempfile.TemporaryDirectory() as folder:
            unpack(sys.argv[1], Path(folder))
            paths = f"{folder}:{folder}/onnxruntime/capi"
            # The loader reads its path when a process starts.
            environment = {**os.environ, "UNPACKED": folder, "LD_LIBRARY_PATH": paths, "PYTHONPATH": folder}
            subprocess.run([sys.executable, __file__], env=environment, check=True)
    else:
        from onnxruntime.capi.build_and_package_info import __version__

        write(*rows(), __version__)


main()
