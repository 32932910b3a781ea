import { dirname, resolve } from 'pathe';
import {
  CamscopeError,
  parseOptions,
  type Catalogue,
  type ContributionKind,
  type Dataset,
  type Files,
  type ImageCodec,
  type Registry,
  type Sample,
} from '@camscope/core';
import { codecOf, type Chosen, type FilterFiles, type Lock, type Run } from '@camscope/pipeline';
import { soundData } from '../open/sound-data.ts';

/** A run whose data are open again, so that its maps can be finished, filtered and segmented anew. */
export interface ReopenedRun {
  readonly run: Run;
  readonly dataset: Dataset;
  readonly filters: readonly Chosen<'filter'>[];
  readonly segmenters: readonly Chosen<'segmenter'>[];
  /** Where the files are that filters ask for. */
  readonly where: FilterFiles;
  /** What has changed since. */
  readonly notes: readonly string[];
}

/**
 * Opens the data of a run as its lock says, with paths relative to its study.
 * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID where plugins are not those of the run; DATA_INVALID and
 *   FILE_UNREADABLE of the data; INTERRUPTED.
 */
export async function reopenRun(
  run: Run,
  registry: Registry,
  files: Files,
  signal?: AbortSignal,
): Promise<ReopenedRun> {
  const { data, filters, segmenters } = run.lock;
  const directory = studyFolder(run);
  const codec = codecOf(run.lock, registry['image-codec']);
  const { contribution, options } = chosen(registry.dataset, data);
  const given = await contribution.open(options, { baseDirectory: directory, files, codec, signal });
  const { dataset } = soundData(given, contribution.id);
  const isOfRun = ({ split = '' }: Sample) => data.split?.includes(split) ?? true;
  return {
    run,
    dataset: { ...dataset, samples: dataset.samples.filter(isOfRun) },
    filters: filters.map((one) => chosen(registry.filter, one)),
    segmenters: segmenters.map((one) => chosen(registry.segmenter, one)),
    where: { files, codec, directory },
    notes: [...otherCodec(run.lock, codec), ...(await changes(data.files, directory, files))],
  };
}

/**
 * Folder of a run's study file, absolute.
 * @throws CamscopeError DATA_INVALID for a run that broke off.
 */
export function studyFolder({ folder, account }: Run): string {
  if (account) return dirname(resolve(folder, account.study));
  throw new CamscopeError('DATA_INVALID', `The run ${folder} does not say where its study is`, {
    found: 'It has no run.json: it is under way, or broke off',
    fix: 'Run the study to its end',
  });
}

function chosen<Kind extends ContributionKind>(
  catalogue: Catalogue<Kind>,
  { name, use, options }: Lock['data'] | Lock['filters'][number],
): Chosen<Kind> {
  const contribution = catalogue.get(use);
  return { name, contribution, options: parseOptions(contribution, options) };
}

/** A run in a browser reads images by another codec. */
function otherCodec({ imageCodec }: Lock, { id }: ImageCodec): string[] {
  return id === imageCodec ? [] : [`Images were read by '${imageCodec}' in the run, and are by '${id}' now`];
}

/** Files of the data that are not what they were. */
async function changes(
  hashes: Readonly<Record<string, string>>,
  directory: string,
  files: Files,
): Promise<string[]> {
  const notes: string[] = [];
  for (const [file, hash] of Object.entries(hashes)) {
    const now = await files.sha256(files.resolve(directory, file)).catch(() => undefined);
    if (now !== hash) notes.push(`${file} ${now ? 'has changed' : 'has gone'} since the run`);
  }
  return notes;
}
