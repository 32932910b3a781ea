"""Writes the DICOM fixtures of packages/images: small files, and what pydicom makes of their pixels.

Run with a Python that has numpy, Pillow and pydicom 2:  python3 tools/reference/dicom.py
"""

import base64
import io
import json
from pathlib import Path

import numpy as np
from PIL import Image
from pydicom import dcmread
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.pixel_data_handlers.util import apply_modality_lut, apply_voi_lut, convert_color_space
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian, JPEGBaseline8Bit

FIXTURES = Path(__file__).resolve().parents[2] / "packages" / "images" / "tests" / "fixtures"
WIDTH, HEIGHT = 7, 5
CT = {"RescaleSlope": 2, "RescaleIntercept": -1024}
WINDOW = {"WindowCenter": 40, "WindowWidth": 400}


def main():
    cases = {
        "explicit, rescaled, linear window": grey(12, False, **CT, **WINDOW),
        "implicit, signed, exact linear window, inverted": grey(
            16, True, syntax=ImplicitVRLittleEndian, photometric="MONOCHROME1", VOILUTFunction="LINEAR_EXACT", **WINDOW
        ),
        "big endian, signed 12 bits, sigmoid window": grey(
            12, True, syntax=ExplicitVRBigEndian, VOILUTFunction="SIGMOID", **WINDOW
        ),
        "big endian, 8 bits": grey(8, False, syntax=ExplicitVRBigEndian, WindowCenter=100, WindowWidth=90),
        "the first of two windows": grey(10, False, WindowCenter=[500, 100], WindowWidth=[300, 10]),
        "a step window": grey(10, False, WindowCenter=500, WindowWidth=1),
        "modality table, linear window": grey(
            8, False, ModalityLUTSequence=[table(20, 16, 100)], WindowCenter=30000, WindowWidth=20000
        ),
        "VOI table": grey(10, False, VOILUTSequence=[table(300, 12, 600)]),
        "VOI table after a rescale, implicit": grey(
            10, False, syntax=ImplicitVRLittleEndian, VOILUTSequence=[table(-200, 14, 900)], **CT
        ),
        "no window": grey(12, True, **CT),
        "JPEG baseline": jpeg("L", WindowCenter=128, WindowWidth=200),
        "JPEG baseline, colour": jpeg("RGB"),
        "RGB": colour("RGB", 0),
        "RGB by plane": colour("RGB", 1),
        "YBR_FULL": colour("YBR_FULL", 0),
    }
    FIXTURES.mkdir(parents=True, exist_ok=True)
    text = ",\n".join(f"{json.dumps(name)}:{json.dumps(case, separators=(',', ':'))}" for name, case in cases.items())
    (FIXTURES / "dicom.json").write_text("{\n" + text + "\n}\n")


def grey(bits, signed, syntax=ExplicitVRLittleEndian, photometric="MONOCHROME2", **attributes):
    """A grey image and its levels from 0 (black) to 1 (white)."""
    random = np.random.default_rng(bits)
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1)) if signed else (0, 2**bits)
    stored = random.integers(low, high, (HEIGHT, WIDTH))
    # Pixels on and beside the ends of the windows.
    stored[0] = np.clip([-160, -159, 239, 240, 241, 431, 532], low, high - 1)
    allocated = 8 if bits <= 8 else 16
    data_set = image(syntax, photometric, 1, allocated, bits, signed)
    kind = f"{'>' if syntax == ExplicitVRBigEndian else '<'}{'i' if signed else 'u'}{allocated // 8}"
    # Bits above those stored hold no sign.
    words = stored.astype(kind).view(kind.replace("i", "u")) & (2**bits - 1)
    data = words.astype(kind.replace("i", "u")).tobytes()
    data_set.PixelData = data + b"\0" * (len(data) % 2)
    data_set["PixelData"].VR = "OB" if allocated == 8 else "OW"
    for name, value in attributes.items():
        setattr(data_set, name, value)
    levels = level(stored, data_set)
    return case(data_set, 1, 1 - levels if photometric == "MONOCHROME1" else levels)


def level(stored, data_set):
    values = apply_modality_lut(stored, data_set)
    if "VOILUTSequence" in data_set:
        return apply_voi_lut(values.astype(np.int64), data_set) / (2 ** data_set.VOILUTSequence[0].LUTDescriptor[2] - 1)
    if "WindowWidth" not in data_set:
        return (values - values.min()) / (values.max() - values.min())
    low, high = output_range(data_set)
    return (apply_voi_lut(values.astype(np.float64), data_set) - low) / (high - low)


def output_range(data_set):
    """The range onto which pydicom maps a window."""
    if "ModalityLUTSequence" in data_set:
        return 0, 2 ** data_set.ModalityLUTSequence[0].LUTDescriptor[2] - 1
    bits = data_set.BitsStored
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if data_set.PixelRepresentation else (0, 2**bits - 1)
    slope, intercept = data_set.get("RescaleSlope", 1), data_set.get("RescaleIntercept", 0)
    return float(low * slope + intercept), float(high * slope + intercept)


def table(first, bits, count):
    """A falling and rising lookup table."""
    item = Dataset()
    item.LUTDescriptor = [count, first, bits]
    item["LUTDescriptor"].VR = "SS" if first < 0 else "US"
    values = np.abs(np.linspace(-1, 1, count)) * (2**bits - 1)
    item.LUTData = [int(value) for value in values]
    item["LUTData"].VR = "US"
    return item


def jpeg(mode, **attributes):
    samples = len(mode)
    data_set = image(JPEGBaseline8Bit, "MONOCHROME2" if samples == 1 else "YBR_FULL_422", samples, 8, 8, False)
    shape = (HEIGHT, WIDTH) if samples == 1 else (HEIGHT, WIDTH, 3)
    noise = np.random.default_rng(1).integers(0, 256, shape).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise, mode).save(file, "JPEG", quality=95, subsampling=0)
    data_set.PixelData = encapsulate([file.getvalue()])
    data_set["PixelData"].VR = "OB"
    data_set["PixelData"].is_undefined_length = True
    for name, value in attributes.items():
        setattr(data_set, name, value)
    decoded = np.asarray(Image.open(file))
    return case(data_set, samples, level(decoded, data_set) if samples == 1 else decoded)


def colour(photometric, planar):
    data_set = image(ExplicitVRLittleEndian, photometric, 3, 8, 8, False)
    data_set.PlanarConfiguration = planar
    pixels = np.random.default_rng(2).integers(0, 256, (HEIGHT, WIDTH, 3)).astype(np.uint8)
    data = (pixels.transpose(2, 0, 1) if planar else pixels).tobytes()
    data_set.PixelData = data + b"\0" * (len(data) % 2)
    data_set["PixelData"].VR = "OB"
    return case(data_set, 3, pixels if photometric == "RGB" else convert_color_space(pixels, photometric, "RGB"))


def image(syntax, photometric, samples, allocated, stored, signed):
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = syntax
    meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    meta.MediaStorageSOPInstanceUID = "2.25.1"
    data_set = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    data_set.is_implicit_VR = syntax == ImplicitVRLittleEndian
    data_set.is_little_endian = syntax != ExplicitVRBigEndian
    data_set.SOPClassUID = meta.MediaStorageSOPClassUID
    data_set.SOPInstanceUID = meta.MediaStorageSOPInstanceUID
    data_set.Rows, data_set.Columns = HEIGHT, WIDTH
    data_set.SamplesPerPixel = samples
    data_set.PhotometricInterpretation = photometric
    data_set.BitsAllocated, data_set.BitsStored, data_set.HighBit = allocated, stored, stored - 1
    data_set.PixelRepresentation = int(signed)
    return data_set


def case(data_set, channels, expected):
    file = io.BytesIO()
    data_set.save_as(file, write_like_original=False)
    file.seek(0)
    dcmread(file)
    return {
        "file": base64.b64encode(file.getvalue()).decode(),
        "channels": channels,
        "expected": np.round(np.asarray(expected, dtype=np.float64), 7).flatten().tolist(),
    }


if __name__ == "__main__":
    main()
