import { join } from 'node:path';
import { encodeNpy } from '../files/npy.ts';
import { sha256 } from '../files/sha256.ts';
import { makeFolder, saveFile } from '../files/write.ts';
import type { OpenModel, OpenStudy } from '../plan/open-study.ts';
import { countPlan, type PlannedModel } from '../plan/plan.ts';
import { ahead } from './ahead.ts';
import { explain, type Explanation, type Method } from './explain.ts';
import { throwIfInterrupted } from './interrupted.ts';
import { load, lots, type LoadedImage } from './load.ts';
import { measure } from './measure.ts';
import { progressOf, type Progress } from './progress.ts';
import { csvRow } from './rows.ts';
import { Tally } from './tally.ts';

export interface Outputs {
  /** Folder of the results. */
  readonly out: string;
  /** Takes rows of the table. */
  append(lines: string): Promise<void>;
  onProgress?(progress: Progress): void;
}

/** The pipeline from a plan to maps and rows. */
export class StudyRun {
  readonly tally = new Tally();
  readonly #opened: OpenStudy;
  readonly #outputs: Outputs;
  readonly #total: number;
  readonly #start = performance.now();
  readonly #hashes = new Map<string, string>();

  constructor(opened: OpenStudy, outputs: Outputs) {
    this.#opened = opened;
    this.#outputs = outputs;
    this.#total = countPlan(opened.plan).maps;
  }

  /** Images are loaded a lot ahead of the network, which works a lot ahead of the measuring. */
  async model({ network, methods }: OpenModel, planned: PlannedModel, signal?: AbortSignal): Promise<void> {
    const { codec, session } = this.#opened.study;
    const ready: Method[] = [];
    try {
      for (const { chosen, prepare } of methods) {
        await makeFolder(this.#folder(planned, chosen.name));
        ready.push({ chosen, explainer: await prepare() });
      }
      const images = load(lots(planned.images, session.batch), codec, network.preprocessing);
      const explained = explain(ahead(this.#hashing(images)), ready, session.batch, signal);
      for await (const lot of ahead(explained)) {
        await this.#finish(lot, planned);
        throwIfInterrupted(signal);
      }
    } finally {
      await Promise.all(ready.map(({ explainer }) => explainer.release()));
    }
  }

  /** One hash over the lines `<sha256>  <id>` of all images read, sorted by id. */
  imagesDigest(): { read: number; sha256: string } {
    const lines = [...this.#hashes]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, hash]) => `${hash}  ${id}\n`);
    return { read: lines.length, sha256: sha256(lines.join('')) };
  }

  async #finish(lot: readonly Explanation[], model: PlannedModel): Promise<void> {
    await Promise.all(lot.map((explanation) => this.#saveMap(explanation, model)));
    let lines = '';
    for (const explanation of lot) {
      const rows = measure(explanation, this.#opened.study, model.name);
      this.tally.add(rows);
      lines += rows.map(csvRow).join('');
      this.#outputs.onProgress?.(progressOf(this.tally.maps, this.#total, this.#start));
      // Measuring is long and synchronous: the loader and the network get their turn in between.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await this.#outputs.append(lines);
  }

  async #saveMap(explanation: Explanation, model: PlannedModel): Promise<void> {
    if ('failure' in explanation) return;
    const { raw, image, finding, method } = explanation;
    const [channels, ...plane] = raw.dims;
    const file = join(this.#folder(model, method.chosen.name), `${image.stem}.${finding.target}.npy`);
    await saveFile(file, encodeNpy(channels === 1 ? { ...raw, dims: plane } : raw));
  }

  #folder(model: PlannedModel, method: string): string {
    return join(this.#outputs.out, 'maps', model.folder, method);
  }

  /** Keeps the hash of every image that passes. */
  async *#hashing(lots: AsyncGenerator<LoadedImage[]>): AsyncGenerator<LoadedImage[]> {
    for await (const lot of lots) {
      for (const { image, sha256: hash } of lot) if (hash) this.#hashes.set(image.sample.id, hash);
      yield lot;
    }
  }
}
