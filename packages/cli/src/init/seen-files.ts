import { dirname } from 'node:path';
import type { SeenFiles, Starter } from '@camscope/core';
import { openNetwork } from '@camscope/engine';
import { lookAtData, proposeLabels, readStudy, type LabelProposals } from '@camscope/experiment';
import { nodeMachine } from '@camscope/experiment-node';
import { accountOf, listed, type DataAccount } from '@camscope/pipeline';
import { nodeFiles } from '@camscope/files-node';
import { modelOf, withRuntime } from '../command.ts';
import { notesOf, wholeInWords } from '../data/account-in-words.ts';
import type { Io } from '../io.ts';
import type { LoadedPlugins } from '../plugins/load.ts';
import type { ModelOptions } from '../usage/option.ts';

export interface FilesToSee {
  /** A study that names them. */
  readonly file: string;
  readonly starter: Starter;
  readonly models: readonly ModelOptions[];
  readonly plugins: LoadedPlugins;
  readonly io: Io;
}

/**
 * Looks at the data and the networks of a study that was begun.
 * @throws CamscopeError whatever is wrong with them; images need not be there.
 */
export async function seenFiles({ file, starter, models, plugins, io }: FilesToSee): Promise<SeenFiles> {
  const { registry } = plugins;
  const study = await readStudy(nodeMachine, file);
  const { dataset, faults, options } = await lookAtData(study, registry, io.signal);
  const context = {
    baseDirectory: dirname(file),
    files: nodeFiles,
    codec: registry['image-codec'].all()[0],
    signal: io.signal,
  };
  const account = accountOf(dataset);
  const labels = await withRuntime(plugins, (runtime) =>
    Promise.all(
      models.map(async (named) => {
        const { location, card } = await modelOf(named, io);
        return (await openNetwork({ location, card, registry, runtime, signal: io.signal })).labels;
      }),
    ),
  );
  const proposals = labels.length === 0 ? NOTHING : proposeLabels(drawnOf(account), common(labels));
  return {
    account: [...inLines(account), ...notesOf({ ...account, notes: [...dataset.notes, ...faults] })].map(
      (line) => line.replace(/\s*\n\s*/g, '; '),
    ),
    options: (await starter.told?.(options, context)) ?? {},
    isIncomplete: account.missing.length > 0 && account.missing.length < account.images,
    labels: proposals.labels,
    lacking: lackingInLines(proposals),
  };
}

const NOTHING: LabelProposals = { labels: {}, unclear: {}, lacking: [] };

function drawnOf({ labels }: DataAccount): string[] {
  return labels.filter(({ findings }) => findings > 0).map(({ label }) => label);
}

/** Labels that every network has. */
function common([first, ...others]: readonly (readonly string[])[]): string[] {
  return first.filter((label) => others.every((labels) => labels.includes(label)));
}

function inLines(account: DataAccount): string[] {
  const drawn = account.labels.filter(({ findings }) => findings > 0);
  const labels = drawn.map(({ label, findings }) => `${label} (${findings})`);
  return [
    `Found: ${wholeInWords(account)}`,
    `Labels, with findings: ${labels.join(', ') || 'none'}`,
    ...(account.readers.length > 0
      ? [`Readers: ${listed(account.readers.map(({ reader }) => reader))}`]
      : []),
  ];
}

function lackingInLines({ unclear, lacking }: LabelProposals): string[] {
  return [
    ...Object.entries(unclear).map(
      ([label, names]) =>
        `${label}: the networks may call it ${names.join(' or ')}; say which under 'labels'`,
    ),
    ...(lacking.length > 0 ? [`The networks have no label left for ${listed(lacking)}: not explained`] : []),
  ];
}
