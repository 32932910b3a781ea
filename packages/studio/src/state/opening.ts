import { signal } from '@preact/signals';
import type { ModelCard } from '@camscope/core';
import type { OpenedNetwork } from '../work/api.ts';
import { texts } from '../texts/index.ts';
import { workshop } from './connect.ts';
import { add } from './images.ts';
import { network, use } from './network.ts';
import { tell, told } from './problems.ts';

/** Files that are being opened. */
export const opening = signal(0);

/** A file, or the name of what comes along. */
type Source = Blob | { readonly phantom: string };

const NETWORK = /\.onnx$/i;
const CARD = /\.(ya?ml|json)$/i;
/** Of annotations, which a study reads. */
const TABLE = /\.(csv|tsv|parquet)$/i;

/** Opens radiographs, a network, and its card, whatever their order. */
export async function openFiles(files: readonly File[]): Promise<void> {
  const networks = files.filter(({ name }) => NETWORK.test(name));
  const cards = files.filter(({ name }) => CARD.test(name));
  const tables = files.filter(({ name }) => TABLE.test(name));
  const others = [...networks, ...cards, ...tables];
  const { problem: t } = texts.value;
  if (cards.length > 0 && networks.length === 0) refuse(cards[0], t.cardAlone, t.cardAloneFix);
  if (tables.length > 0) refuse(tables[0], t.annotations, t.annotationsFix);
  for (const file of networks) {
    await openNetwork(file, file.name, await cards[0]?.text());
  }
  for (const file of files) if (!others.includes(file)) await openImage(file, file.name);
}

function refuse({ name: found }: File, summary: string, fix: string): void {
  tell({ code: 'FILE_INVALID', summary, details: { found, fix } });
}

export async function openImage(from: Source, name: string): Promise<void> {
  const opened = await during(() => workshop.openImage(from, name));
  if (opened) add(opened);
}

/** A network takes the place of the one that is open. */
export async function openNetwork(from: Source, name: string, card?: string): Promise<void> {
  const before = network.value?.id;
  await take(() => workshop.openNetwork(from, name, card));
  if (before !== undefined && network.value?.id !== before) await told(() => workshop.closeNetwork(before));
}

/** The network that is open, with facts that were set. */
export async function reopenNetwork(id: string, card: ModelCard): Promise<void> {
  await take(() => workshop.reopenNetwork(id, card));
}

async function take(open: () => Promise<OpenedNetwork>): Promise<void> {
  const opened = await during(open);
  if (opened) use(opened);
}

/** What `work` gives while the page tells that something is being opened; a refusal is told, and gives nothing. */
export async function during<T>(work: () => Promise<T>): Promise<T | undefined> {
  opening.value++;
  const given = await told(work);
  opening.value--;
  return given;
}
