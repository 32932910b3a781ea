import { isCamscopeError, type ImageCodec, type Raster } from '@camscope/core';
import { definitionChecks } from './definition.ts';
import { must, mustEqual, register, type Check, type Kit } from './runner.ts';

/** An image file, and what must be read in it. */
export interface KnownImage extends Pick<Raster, 'width' | 'height' | 'channels'> {
  readonly bytes: Uint8Array;
}

export interface ImageCodecKit extends Kit {
  /** Files of the formats that it reads, by name. */
  readonly files?: Readonly<Record<string, KnownImage>>;
}

const rasterOf = (channels: 1 | 3): Raster => ({
  ...{ width: 7, height: 5, channels, white: 255 },
  data: Uint8Array.from({ length: 7 * 5 * channels }, (_, i) => (i * 37) % 256),
});

/** What every image codec must do. */
export function testImageCodec(codec: ImageCodec, kit: ImageCodecKit): void {
  register(kit, [
    ...definitionChecks(codec),
    ...([1, 3] as const).map((channels) => ({
      name: `a PNG of ${channels === 1 ? 'grey' : 'colours'} is what was written`,
      async run() {
        const raster = rasterOf(channels);
        const found = await codec.decode(await codec.encodePng(raster), 'written.png');
        mustEqual(asBytes(found, channels), asBytes(raster, channels), 'the image');
      },
    })),
    {
      name: 'a JPEG has the size of what was written',
      async run() {
        const { width, height } = await codec.decode(await codec.encodeJpeg(rasterOf(3), 90), 'written.jpg');
        mustEqual([width, height], [7, 5], 'its size');
      },
    },
    {
      name: 'what is no image, and half an image, are refused with their name',
      async run() {
        const png = await codec.encodePng(rasterOf(1));
        for (const bytes of [new Uint8Array(0), new TextEncoder().encode('no image'), png.slice(0, 40)])
          await refused(codec.decode(bytes, 'damaged.png'));
      },
    },
    ...Object.entries(kit.files ?? {}).map(([name, { bytes, ...known }]): Check => ({
      name: `${name} is read, and taken for an image`,
      async run() {
        const { width, height, channels } = await codec.decode(bytes, name);
        mustEqual(
          { width, height, channels },
          { width: known.width, height: known.height, channels: known.channels },
          name,
        );
        must(codec.accepts?.(name, bytes.subarray(0, 256)) ?? true, 'it is passed over in a folder');
      },
    })),
  ]);
}

/** Samples of so many channels: a decoder may give grey as three equal ones. */
function asBytes({ data, white, channels: own, width, height }: Raster, channels: number): number[] {
  return Array.from({ length: width * height * channels }, (_, i) => {
    const [pixel, channel] = [Math.floor(i / channels), i % channels];
    return Math.round((data[pixel * own + Math.min(channel, own - 1)] / white) * 255);
  });
}

async function refused(work: Promise<unknown>): Promise<void> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  must(isCamscopeError(error) && error.code === 'IMAGE_INVALID', `it ends in ${String(error)}`);
  must(error.message.includes('damaged.png'), `the error does not name the file: ${error.message}`);
}
