import type { Box, Files, ImageCodec, Raster } from '@camscope/core';
import {
  attemptAsync,
  finish,
  readMap,
  reasonOf,
  type ImageLine,
  type MapLine,
  type Run,
} from '@camscope/pipeline';
import { overlay, resizeRaster, scaleBox } from '@camscope/pixels';
import type { Gallery, GalleryItem, Mark, Picture } from '../data.ts';
import { slug } from '../text/slug.ts';
import type { Case, Choice } from './gallery-cases.ts';
import { pictureOf, SIDE, type Drawn } from './picture.ts';

/** Where pictures are read from, and what reads and writes them. */
export interface PictureSource {
  readonly files: Files;
  readonly codec: ImageCodec;
}

/**
 * The pictures of the chosen findings: the radiograph with what readers drew, and every method's map over it with the box that
 * its segmenter found. A finding whose image is gone is left out, and a map that is gone is none; what is damaged, too, with a
 * note.
 */
export async function galleryOf(
  run: Run,
  choice: Choice,
  segmenter: string | undefined,
  source: PictureSource,
): Promise<{ gallery: Gallery; notes: string[] }> {
  const album = new Album(run, choice.model, segmenter, source);
  const { typical, cases, methods, ...chosen } = choice;
  const first = await album.item(typical, [...typical.values.keys()]);
  const items = await inTurn(cases, (one) => album.item(one, [...one.values.keys()]));
  const own = await inTurn(methods, async ({ method, n, cases: picked }) => {
    const found = await inTurn(picked, (one) => album.item(one, [method]));
    return { method, n, items: found.filter((item) => item !== undefined) };
  });
  return {
    gallery: {
      ...chosen,
      ...(first ? { typical: { ...first, among: typical.among } } : {}),
      cases: items.filter((item) => item !== undefined),
      methods: own.filter((one) => one.items.length > 0),
      marks: album.marks,
    },
    notes: [...album.notes],
  };
}

const MARKS: readonly Mark[] = ['reader', 'gaze', 'method', 'confounder'];

/** Pictures of one network, each made once; those of a finding are encoded side by side. */
class Album {
  readonly notes = new Set<string>();
  readonly #marks = new Set<Mark>();
  readonly #run: Run;
  readonly #segmenter: string | undefined;
  readonly #source: PictureSource;
  readonly #images: ReadonlyMap<string, ImageLine>;
  readonly #maps: ReadonlyMap<string, MapLine>;
  readonly #bases = new Map<string, Promise<Raster | undefined>>();
  readonly #made = new Map<string, Promise<Picture>>();

  constructor(run: Run, model: string, segmenter: string | undefined, source: PictureSource) {
    this.#run = run;
    this.#segmenter = segmenter;
    this.#source = source;
    this.#images = new Map(run.images.map((line) => [line.image, line]));
    const own = run.maps.filter((map) => map.model === model);
    this.#maps = new Map(own.map((map) => [keyOf(map.image, map.class, map.method), map]));
  }

  /** In the order in which they are explained. */
  get marks(): Mark[] {
    return MARKS.filter((mark) => this.#marks.has(mark));
  }

  /** A finding's radiograph and maps; undefined when the image is gone. */
  async item({ values, ...one }: Case, methods: readonly string[]): Promise<GalleryItem | undefined> {
    const image = this.#images.get(one.image);
    const base = image && (await once(this.#bases, image.image, () => this.#baseOf(image)));
    if (!base) return undefined;
    const radiograph = once(this.#made, keyOf(one.image, one.class), () =>
      this.#radiograph(image, one, base),
    );
    const maps = methods.flatMap((method) => {
      const key = keyOf(one.image, one.class, method);
      const map = this.#maps.get(key);
      return map ? [once(this.#made, key, () => this.#mapOver(image, map, base, values.get(method)))] : [];
    });
    const pictures = await Promise.all([radiograph, ...maps]);
    return { ...one, pictures };
  }

  async #baseOf({ image, file, width, height }: ImageLine): Promise<Raster | undefined> {
    const { files, codec } = this.#source;
    return this.#or(`The image ${image}`, async () => {
      if (!(await files.exists(file))) return undefined;
      const raster = await codec.decode(await files.read(file), file);
      const scale = SIDE / Math.max(width, height);
      return resizeRaster(raster, Math.round(width * scale), Math.round(height * scale));
    });
  }

  #radiograph(
    image: ImageLine,
    { class: label }: { readonly class: string },
    base: Raster,
  ): Promise<Picture> {
    const about = { label: 'Radiograph', note: readersInWords(image, label) };
    return this.#picture(about, this.#named(image.image, label), plain(base), drawnOn(image, label, base));
  }

  async #mapOver(image: ImageLine, map: MapLine, base: Raster, value: number | undefined): Promise<Picture> {
    const name = this.#named(map.image, map.class, map.method);
    const found = this.#segmenter === undefined ? undefined : map.boxes[this.#segmenter];
    const box: Drawn[] = found ? [{ box: scaleBox(found, image, base), what: 'method' }] : [];
    const shown = await this.#or(`The map of ${map.method} on ${map.image}, ${map.class},`, () =>
      this.#shown(image, map, base),
    );
    const about = {
      label: map.method,
      method: map.method,
      note: shown ? value?.toFixed(2) : 'no map',
    };
    const drawn = [...drawnOn(image, map.class, base), ...box];
    return this.#picture(about, name, shown ?? plain(base), drawn);
  }

  #picture(about: Pick<Picture, 'label' | 'note'>, name: string, shown: Raster, drawn: readonly Drawn[]) {
    for (const { what } of drawn) this.#marks.add(what);
    return pictureOf(about, name, shown, drawn, this.#source.codec);
  }

  /** Undefined when the map is gone. */
  async #shown(image: ImageLine, map: MapLine, base: Raster): Promise<Raster | undefined> {
    const { files } = this.#source;
    if (map.file === undefined || !(await files.exists(map.file))) return undefined;
    const read = await readMap(map, this.#run.lock, files);
    return overlay(base, finish({ ...read, region: scaleBox(read.region, image, base) }, base).map);
  }

  async #or<T>(what: string, read: () => Promise<T>): Promise<T | undefined> {
    const made = await attemptAsync(read);
    if ('value' in made) return made.value;
    this.notes.add(`${what} is not shown: ${reasonOf(made.failure)}`);
    return undefined;
  }

  /** A file's name, which signs alone may tell from another. */
  #named(...parts: readonly string[]): string {
    return [String(this.#made.size).padStart(3, '0'), ...parts.map(slug)].join('-');
  }
}

/** How many readers drew a finding or looked for it, whatever the number of their boxes. */
export function readersInWords({ findings }: Pick<ImageLine, 'findings'>, label: string): string {
  const found = (findings[label] ?? []).filter(({ confounder }) => !confounder);
  const readers = new Set(found.map(({ reader }, i) => reader ?? i)).size;
  return readers === 1 ? '1 reader' : `${readers} readers`;
}

/** What readers drew of a class or where they looked, and what may give it away. */
function drawnOn(image: ImageLine, label: string, base: Raster): Drawn[] {
  return (image.findings[label] ?? []).flatMap(({ boxes, fixations = [], confounder }): Drawn[] => {
    const what = confounder ? 'confounder' : 'reader';
    const longest = fixations.reduce((most, [, , weight]) => Math.max(most, weight), 0);
    return [
      ...boxes.map((box: Box): Drawn => ({ box: scaleBox(box, image, base), what })),
      ...fixations.map(([x, y, weight]): Drawn => {
        const { x0, y0 } = scaleBox({ x0: x, y0: y, x1: x, y1: y }, image, base);
        return { what: 'gaze', at: [x0, y0], share: weight / longest };
      }),
    ];
  });
}

function plain(base: Raster): Raster {
  const { width, height } = base;
  return overlay(base, { width, height, data: new Float32Array(width * height) }, { opacity: 0 });
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

function once<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  let made = known.get(key);
  if (!made) known.set(key, (made = make()));
  return made;
}

async function inTurn<T, U>(items: readonly T[], make: (item: T) => Promise<U>): Promise<U[]> {
  const made: U[] = [];
  for (const item of items) made.push(await make(item));
  return made;
}
