import {
  floatTensor,
  type BlankReason,
  type Box,
  type FloatTensor,
  type Heatmap,
  type ImageCodec,
  type Raster,
  type SegmentContext,
  type Segmentation,
} from '@camscope/core';
import type { NetworkFact } from '@camscope/engine';
import { encodeNpy, finish } from '@camscope/pipeline/maps';
import type { ColourMapName } from '@camscope/pixels';
import type { OutFolder } from './out-folder.ts';
import { pictureOf } from './picture.ts';
import type { PreparedMethod } from './prepare-methods.ts';

/** How and where maps are written. */
export interface MapWriter {
  readonly colourMap: ColourMapName;
  /** Whose boxes are drawn. */
  readonly segment?: (map: Heatmap, context: SegmentContext) => Segmentation;
  readonly codec: ImageCodec;
  readonly out: OutFolder;
}

/** One map as `explain --json` prints it. */
export interface ExplainedMap extends WrittenMap {
  /** Its file. */
  readonly image: string;
  /** As `--method` names it. */
  readonly method: string;
  /** Index of the class. */
  readonly target: number;
  /** Its name. */
  readonly label: string;
  /** Its logit. */
  readonly score: number;
  /** Its probability, 0 to 1. */
  readonly probability: number;
  /** What nobody stated of the network; absent where nothing was guessed. */
  readonly guessed?: readonly NetworkFact[];
  /** Name of the target layer. */
  readonly layer: string;
  /** Set where the network's numbers are not stored as they are computed with. */
  readonly stored?: 'float16';
  /** Set where the method's last steps are outside of the network's graph. */
  readonly host?: true;
  /** Images that go through the network for the maps of one image, where nothing is kept. */
  readonly passes: number;
  /** Of a method that tries masks: how many, and how. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** Time in the network, shared by the maps that were made together. */
  readonly milliseconds: number;
  /** The contact sheet that shows it. */
  readonly sheet?: string;
}

export interface WrittenMap {
  /** File of the raw map, float32 [h,w] at the target layer's resolution, or [C,H,W] for an attribution of several channels. */
  readonly raw: string;
  /** File of the finished map, float32 [H,W] at the image's size, 0 to 1. */
  readonly map: string;
  /** File of the map over the image. */
  readonly overlay: string;
  /** Why the map says nothing; null for one that does. */
  readonly blank: BlankReason | null;
  /** Of the segmenter, best first, in pixels of the image; absent without one. */
  readonly boxes?: readonly Box[];
}

export interface Place {
  readonly base: Raster;
  /** The part of `base` that the network saw. */
  readonly region: Box;
  readonly stem: string;
  readonly target: number;
  readonly label: string;
  readonly probability: number;
}

/** Writes a raw map, the finished map and its overlay. @returns the overlay too: 8-bit RGB. */
export async function writeMap(
  raw: FloatTensor,
  place: Place,
  { explainer, how, name: method }: Pick<PreparedMethod, 'explainer' | 'how' | 'name'>,
  writer: MapWriter,
): Promise<{ readonly written: WrittenMap; readonly picture: Raster }> {
  const { base, region, stem, target, label, probability } = place;
  const name = writer.out.file(`${stem}.${method}.${target}`);
  const files = { raw: `${name}.raw.npy`, map: `${name}.npy`, overlay: `${name}.png` };
  const { map, blank } = finish({ raw, gives: explainer.gives, region, how }, base);
  const boxes = writer.segment?.(map, { label, probability }).regions.map((found) => found.box);
  const picture = pictureOf(base, map, writer.colourMap, boxes);
  // Encoded before anything is being written: a write that fails while nobody waits for it ends the process.
  const png = await writer.codec.encodePng(picture);
  await Promise.all([
    writer.out.write(files.raw, encodeNpy(raw.dims[0] === 1 ? { ...raw, dims: raw.dims.slice(1) } : raw)),
    writer.out.write(files.map, encodeNpy(arrayOf(map))),
    writer.out.write(files.overlay, png),
  ]);
  return { written: { ...files, blank: blank ?? null, ...(boxes ? { boxes } : {}) }, picture };
}

function arrayOf({ data, height, width }: Heatmap): FloatTensor {
  return floatTensor(data, [height, width]);
}
