import type { Raster } from '@camscope/core';
import type { DecodeEncoded } from '../format.ts';
import { invalidImage } from '../invalid.ts';
import { sampleCodes } from './codes.ts';
import { colourRaster } from './colour.ts';
import { readDataSet } from './data-set.ts';
import { readFrame, type Frame } from './frame.ts';
import { greyLevels } from './grey.ts';

/**
 * A DICOM image of one frame: grey in float samples, after modality LUT, VOI LUT and photometric interpretation;
 * or colour in 8-bit RGB.
 * @throws CamscopeError IMAGE_INVALID.
 */
export async function decodeDicom(
  bytes: Uint8Array,
  name: string,
  decodeEncoded: DecodeEncoded,
): Promise<Raster> {
  const frame = readDataSet(bytes, name, (dataSet, syntax) => readFrame(dataSet, syntax, name));
  const { attributes } = frame;
  const jpeg = frame.jpeg ? await decodeJpeg(frame, name, decodeEncoded) : undefined;
  if (attributes.samples === 3) {
    return jpeg ?? colourRaster(sampleCodes(frame.bytes, attributes, frame.swapped), attributes);
  }
  const codes = (jpeg?.data as Uint8Array | undefined) ?? sampleCodes(frame.bytes, attributes, frame.swapped);
  return {
    width: attributes.columns,
    height: attributes.rows,
    channels: 1,
    data: greyLevels(codes, attributes),
    white: 1,
  };
}

async function decodeJpeg(
  { bytes, attributes }: Frame,
  name: string,
  decodeEncoded: DecodeEncoded,
): Promise<Raster> {
  const raster = await decodeEncoded(bytes, name, 'JPEG');
  const { columns, rows, samples } = attributes;
  if (raster.width === columns && raster.height === rows && raster.channels <= samples) return raster;
  throw invalidImage(
    name,
    `DICOM of ${columns} × ${rows} × ${samples} with a JPEG of ${raster.width} × ${raster.height} × ${raster.channels}`,
    'Get the file again',
  );
}
