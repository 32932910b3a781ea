import {
  CamscopeError,
  type DataBaselines,
  type Files,
  type ImageCodec,
  type Preprocessing,
  type Raster,
  type Sample,
} from '@camscope/core';
import { fit } from '@camscope/pixels';
import { sha256 } from '../files/sha256.ts';

/** Images of the data that attributions start from. */
export class DataStarts {
  readonly #samples: readonly Sample[];
  readonly #files: Pick<Files, 'read'>;
  readonly #codec: ImageCodec;

  constructor(samples: readonly Sample[], files: Pick<Files, 'read'>, codec: ImageCodec) {
    this.#samples = samples;
    this.#files = files;
    this.#codec = codec;
  }

  /**
   * Those drawn among the images with a label, or among all, in the order of the data. What the seed and their ids hash to decides:
   * images that are added take their share of the places and leave the rest as it is.
   * @throws CamscopeError CONFIG_INVALID where there are fewer.
   */
  drawn({ label, count, seed }: DataBaselines): Sample[] {
    const among = this.#samples.filter((sample) => label === undefined || shows(sample, label));
    if (among.length < count) {
      throw new CamscopeError('CONFIG_INVALID', 'There are too few images to start from', {
        asked: label === undefined ? `${count} images` : `${count} images of '${label}'`,
        found: `${among.length} of ${this.#samples.length} images`,
        fix: "Ask for fewer in the method's 'baseline', or for another label",
      });
    }
    const ranked = among.map((sample) => ({ sample, rank: sha256(`${seed}:${sample.id}`) }));
    ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
    const taken = new Set(ranked.slice(0, count).map(({ sample }) => sample));
    return among.filter((sample) => taken.has(sample));
  }

  /**
   * The images drawn, ready to go into a network.
   * @throws CamscopeError CONFIG_INVALID as `drawn`; FILE_UNREADABLE, DATA_INVALID for one that cannot be read.
   */
  async images(asked: DataBaselines, preprocessing: Preprocessing): Promise<Raster[]> {
    const rasters: Raster[] = [];
    for (const { image } of this.drawn(asked)) {
      const raster = await this.#codec.decode(await this.#files.read(image), image);
      rasters.push(fit(raster, preprocessing).fitted);
    }
    return rasters;
  }
}

function shows({ labels, annotations }: Sample, label: string): boolean {
  return labels[label] === 1 || annotations.some((annotation) => annotation.label === label);
}
