import { CamscopeError, type Dataset, type OpenContext } from '@camscope/core';
import { namedFile } from '../files.ts';
import { countOf, noteOf } from '../notes.ts';
import type { CommonOptions } from '../options.ts';
import { findFiles } from './find-files.ts';
import type { ImageRecord } from './record.ts';
import { type Made, sampleOf } from './sample-of.ts';

export interface AssembleRequest {
  /** Id of the data set. */
  readonly dataset: string;
  /** The vocabulary. */
  readonly labels: readonly string[];
  readonly records: Iterable<ImageRecord>;
  readonly options: CommonOptions;
  readonly context: OpenContext;
  /** What the files left to be told. */
  readonly notes?: readonly string[];
}

/**
 * Makes samples of what files say: finds the images, learns their sizes, keeps boxes inside. In the records' order.
 * @throws CamscopeError DATA_INVALID, FILE_UNREADABLE, IMAGE_INVALID, INTERRUPTED.
 */
export async function assemble(request: AssembleRequest): Promise<Dataset> {
  const { dataset, labels, options, context } = request;
  const folder = namedFile(dataset, 'images', options.images, context);
  const records = [...request.records];
  const wanted = records.filter(({ annotations }) => options.only === 'all' || annotations.length > 0);
  if (wanted.length === 0) throw nothingWanted(records.length, request);
  const found = await findFiles(wanted, folder, options, context);
  const made = await inTurns(found.kept, (one) => sampleOf(one, folder, context));
  const ids = (test: (one: Made) => boolean) => made.filter(test).map(({ sample }) => sample.id);
  return {
    labels,
    samples: made.map(({ sample }) => sample),
    ...(context.lookOnly && { missing: found.missing, unsized: ids(({ assumed }) => assumed) }),
    notes: [
      ...(request.notes ?? []),
      ...(context.lookOnly ? [] : noteOf(found.missing, 'not in the folder and passed over')),
      ...noteOf(found.otherNames, 'read from files of another extension'),
      ...noteOf(
        ids(({ assumed }) => assumed),
        'whose size nothing tells, taken to end where the furthest annotation does',
      ),
      ...noteOf(
        ids(({ cut }) => cut),
        'with a box that hangs over the border, where it is cut',
      ),
      ...noteOf(
        ids(({ outside }) => outside),
        'with a box outside of the image or without area: the finding cannot be measured',
      ),
      ...noteOf(
        ids(({ beside }) => beside),
        'with fixations beside the image, which are left out',
      ),
      ...otherSizeNotes(made),
    ],
  };
}

/** Where so many boxes leave their images, it is not for a slip of the pen. */
const MANY = 0.2;

function otherSizeNotes(made: readonly Made[]): string[] {
  const drawn = made.filter(({ sample }) => sample.annotations.length > 0).length;
  const leaving = made.filter(({ cut, outside }) => cut || outside).length;
  if (leaving <= MANY * drawn) return [];
  return [
    `Boxes of ${leaving} of ${countOf(drawn, 'image')} leave their image: do they count pixels of images of another size? ` +
      'Give those images, or say their size',
  ];
}

/** Headers read side by side. */
const AT_ONCE = 32;

/** Headers are read side by side; results come in order. */
async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE)
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(work))));
  return results;
}

function nothingWanted(named: number, { options: { only }, notes = [] }: AssembleRequest): CamscopeError {
  const counted = `${countOf(named, 'image')} in the files${named > 0 ? ', none with an annotation' : ''}`;
  return new CamscopeError('DATA_INVALID', 'No image is left', {
    found: [counted, ...notes].join('; '),
    fix:
      named > 0 && only === 'annotated' ? "Give the whole files, or set only: 'all'" : 'Give the whole files',
  });
}
