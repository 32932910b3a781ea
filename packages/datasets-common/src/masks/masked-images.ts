import type { MaskRuns } from '@camscope/core';
import type { ImageRecord } from '../assemble/record.ts';
import { masked } from '../assemble/drawn.ts';
import { entryOf } from '../entry-of.ts';
import type { Frame } from '../images/frame-of.ts';
import { noteOf, type Problems } from '../notes.ts';
import type { Row } from '../tables/row.ts';
import type { Table } from '../tables/table.ts';
import { unionOfRuns } from './union.ts';

/** Images of one finding, whose masks stand in rows: several rows of one image are one mask. */
export class MaskedImages {
  readonly #images = new Map<string, MaskRuns[]>();

  /** @param mask undefined where the row says that the finding is absent. */
  add(image: string, mask: MaskRuns | undefined): void {
    const masks = entryOf(this.#images, image, () => []);
    if (mask) masks.push(mask);
  }

  /** In the order in which images first come. */
  records(label: string, frame: Frame): ImageRecord[] {
    return [...this.#images].map(([id, masks]) => {
      const annotation = masks.length === 0 ? undefined : masked(label, unionOfRuns(masks));
      return {
        id,
        frame,
        labels: { [label]: annotation ? 1 : 0 },
        annotations: annotation ? [annotation] : [],
      };
    });
  }

  notes(): string[] {
    const united = [...this.#images].filter(([, masks]) => masks.length > 1).map(([id]) => id);
    return noteOf(united, 'of several rows, whose masks are united');
  }
}

/** How masks stand in a table. */
export interface MaskRows {
  /** The column that names the image. */
  readonly image: string;
  /** The column of run lengths; `-1` where the finding is absent. */
  readonly runs: string;
  /** @param at `file:line`, shown in errors. */
  maskOf(runs: string, at: string): MaskRuns;
  /** Hears of every row that can be used. */
  seen?(image: string, row: Row): void;
}

/**
 * Masks out of a table with a row for each.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readMaskRows(
  table: Table,
  { image: name, runs, maskOf, seen }: MaskRows,
  problems: Problems,
): Promise<MaskedImages> {
  const images = new MaskedImages();
  for await (const row of table.rows()) {
    problems.attempt(() => {
      const image = row.required(name);
      const text = row.required(runs);
      images.add(image, text === '-1' ? undefined : maskOf(text, row.at));
      seen?.(image, row);
    });
  }
  return images;
}
