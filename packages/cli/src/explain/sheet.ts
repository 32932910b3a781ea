import { methodName, type ImageCodec } from '@camscope/core';
import type { Network } from '@camscope/engine';
import { contactSheet, sheetSize, type SheetColumn, type SheetPanel, type SheetRow } from '@camscope/pixels';
import type { ExplainOptions } from '../usage/explain.ts';
import type { LotOutcome, MadeMap } from './explain-lot.ts';
import type { OutFolder } from './out-folder.ts';
import type { PreparedMethod } from './prepare-methods.ts';

/** A page that is higher, or has more pixels, is too much for viewers and for memory. */
const MOST = { height: 2 ** 14, pixels: 2 ** 25 };

export interface SheetParts {
  readonly network: Pick<Network, 'name' | 'activation'>;
  readonly methods: readonly PreparedMethod[];
  /** Rows to be expected, by which pages are named. */
  readonly rows: number;
  readonly options: Pick<ExplainOptions, 'colourMap' | 'segmenter'>;
  readonly codec: Pick<ImageCodec, 'encodePng'>;
  readonly out: OutFolder;
}

/** Images × (radiograph and methods) as pictures: a row for each image and class, in pages where one would be too large. */
export class Sheet {
  /** Files that are there. */
  readonly written = new Set<string>();
  readonly #parts: SheetParts;
  readonly #rowsOfPage: number;
  #rows: SheetRow[] = [];
  #page = 1;

  constructor(parts: SheetParts) {
    this.#parts = parts;
    let rows = 1;
    while (fits(rows + 1, parts.methods.length + 1)) rows++;
    this.#rowsOfPage = rows;
  }

  /** Shows what came of an image. @returns the file that will have it. */
  async add(outcome: LotOutcome): Promise<string> {
    const file = this.#file();
    this.#rows.push(...rowsOf(outcome, this.#parts));
    if (this.#rows.length >= this.#rowsOfPage) await this.end();
    return file;
  }

  /** Writes the page that has been begun. */
  async end(): Promise<void> {
    if (this.#rows.length === 0) return;
    const { network, methods, options, codec, out } = this.#parts;
    const layers = new Set(methods.map(({ prepared }) => prepared.layer));
    const picture = contactSheet({
      title: [network.name, ...(layers.size === 1 ? layers : [])],
      columns: [{ heading: 'radiograph', lines: [] }, ...methods.map(columnOf)],
      rows: this.#rows,
      colourMap: options.colourMap,
      legend: legendOf(this.#parts),
    });
    const file = this.#file();
    this.#rows = [];
    this.#page++;
    await out.write(file, await codec.encodePng(picture));
    this.written.add(file);
  }

  #file(): string {
    const isOnly = this.#parts.rows <= this.#rowsOfPage;
    return this.#parts.out.file(isOnly ? 'sheet.png' : `sheet.${this.#page}.png`);
  }
}

function fits(rows: number, columns: number): boolean {
  const { width, height } = sheetSize(rows, columns);
  return height <= MOST.height && width * height <= MOST.pixels;
}

function columnOf({ explainer, at }: PreparedMethod): SheetColumn {
  const { short } = explainer;
  const id = methodName(explainer);
  const lines = [...(short === undefined ? [] : [id]), ...(at === undefined ? [] : [at])];
  return { heading: short ?? id, lines };
}

/** What the colours mean, what is drawn in white, and what nobody stated of the network. */
function legendOf({ methods, options: { segmenter } }: SheetParts): string {
  const guessed = [...new Set(methods.flatMap((method) => method.guessed))];
  return [
    'heat of each map, 0 to 1',
    ...(segmenter === undefined ? [] : [`white: boxes of ${segmenter}`]),
    ...(guessed.length === 0 ? [] : [`guessed: ${guessed.join(', ')}`]),
  ].join('; ');
}

/** A row for each class, and one for an image of which nothing came. */
function rowsOf({ input, maps, panel }: LotOutcome, { network, methods }: SheetParts): SheetRow[] {
  const made = maps.flatMap((one) => ('value' in one ? [one.value] : []));
  const radiograph: SheetPanel = { picture: panel };
  if (made.length === 0)
    return [{ lines: [input.stem], panels: [radiograph, ...methods.map(() => shown(undefined))] }];
  const targets = [...new Set(made.map(({ map }) => map.target))];
  return targets.map((target) => {
    const ofTarget = made.filter(({ map }) => map.target === target);
    const [{ map }] = ofTarget;
    const panels = methods.map((method) => shown(ofTarget.find((one) => one.method === method)));
    const chance =
      network.activation === 'none' ? `score ${map.score.toFixed(2)}` : `p ${map.probability.toFixed(3)}`;
    // A class without a name has its number for one.
    const label = map.label === String(target) ? `class ${target}` : map.label;
    return { lines: [input.stem, label, chance], panels: [radiograph, ...panels] };
  });
}

function shown(made: MadeMap | undefined): SheetPanel {
  if (!made) return { note: 'no map' };
  return { picture: made.panel, note: made.map.blank ? `blank: ${made.map.blank}` : undefined };
}
