import { CamscopeError, type MaskRuns, type Raster } from '@camscope/core';
import {
  entryOf,
  type Frame,
  frameOf,
  type ImageFiles,
  ImageFindings,
  type NamedFile,
  noteOf,
  Vocabulary,
} from '@camscope/datasets-common';
import type { MasksOptions } from './options.ts';
import type { MaskName } from './pattern.ts';
import { mustResize, runsWhere } from './runs.ts';

/** Gathers masks, each of which becomes runs before the next is read. */
export class MaskReader {
  readonly vocabulary = new Vocabulary([]);
  /** By file, or by name where there is none. */
  readonly findings = new Map<string, ImageFindings>();
  readonly #images: ImageFiles;
  readonly #options: MasksOptions;
  readonly #resized: string[] = [];
  readonly #lossy: string[] = [];

  constructor(images: ImageFiles, options: MasksOptions) {
    this.#images = images;
    this.#options = options;
    for (const label of Object.values(options.values ?? {})) this.vocabulary.add(label);
  }

  findingsOf(image: string): ImageFindings {
    return entryOf(this.findings, this.#images.find(image)?.path ?? image, () => new ImageFindings(image));
  }

  /** Size of the image of a mask; of one that is not there, the mask's. */
  async frameOf({ image }: MaskName, mask: Raster, folder: NamedFile): Promise<Frame> {
    const findings = this.findingsOf(image);
    const found = this.#images.find(image);
    findings.frame ??= found
      ? await frameOf({ ...folder, path: found.path })
      : { width: mask.width, height: mask.height };
    return findings.frame;
  }

  /** @throws CamscopeError DATA_INVALID naming the file. */
  add({ image, label, reader }: MaskName, raster: Raster, frame: Frame, path: string): void {
    const { label: ofAll, values, above } = this.#options;
    const findings = this.findingsOf(image);
    if (mustResize(raster, frame, path)) this.#resized.push(path);
    if (/\.jpe?g$/i.test(path)) this.#lossy.push(path);
    if (values === undefined)
      this.#state(
        findings,
        (label ?? ofAll)!,
        runsWhere(raster, frame, (level) => level > above),
        reader,
      );
    else {
      checkLevels(raster, values, path);
      for (const [value, name] of Object.entries(values))
        this.#state(
          findings,
          name,
          runsWhere(raster, frame, (level) => level === Number(value)),
          reader,
        );
    }
  }

  notes(): string[] {
    return [
      ...noteOf(this.#resized, 'of another size than its image, resized to it by the nearest pixel', 'mask'),
      ...noteOf(this.#lossy, "in JPEG, whose levels are not exact: see 'above'", 'mask'),
    ];
  }

  /** A mask without a pixel says that nothing was seen. */
  #state(findings: ImageFindings, name: string, mask: MaskRuns, reader?: string): void {
    const label = this.vocabulary.add(name);
    if (mask.runs.length > 1) findings.addMask(label, mask, reader);
    else findings.state(label, 0);
  }
}

function checkLevels({ data }: Raster, values: Readonly<Record<string, string>>, at: string): void {
  const known = new Set([0, ...Object.keys(values).map(Number)]);
  for (const level of data) {
    if (known.has(level)) continue;
    throw new CamscopeError('DATA_INVALID', 'A mask has a grey level that is no label', {
      at,
      asked: `0, ${Object.keys(values).join(', ')}`,
      found: `${level}`,
      fix: "Name it in 'values'",
    });
  }
}
