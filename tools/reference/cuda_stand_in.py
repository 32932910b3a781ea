"""Opens the CUDA provider of an onnxruntime-gpu wheel without a GPU: CUDA's own libraries are replaced by empty ones, compiled
here, of which every function returns 0. The provider then registers its kernels and takes its nodes as it always does; it
computes nothing. Needs gcc, g++ and binutils.
"""

import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from pathlib import Path

PROVIDER = "CUDAExecutionProvider"

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


def with_provider(script: str, wheel: str, main) -> None:
    """Calls `main` where `onnxruntime` is the wheel's, in a process of its own: the loader reads its path when one starts."""
    if "UNPACKED" in os.environ:
        main()
        return
    with tempfile.TemporaryDirectory() as folder:
        unpack(wheel, Path(folder))
        paths = f"{folder}:{folder}/onnxruntime/capi"
        environment = {**os.environ, "UNPACKED": folder, "LD_LIBRARY_PATH": paths, "PYTHONPATH": folder}
        subprocess.run([sys.executable, script, wheel], env=environment, check=True)
