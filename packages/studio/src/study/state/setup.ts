import { computed, signal } from '@preact/signals';
import { workshop } from '../../state/connect.ts';
import { catalogue, methods } from '../../state/methods.ts';
import { tell, told } from '../../state/problems.ts';
import { segmenter } from '../../state/regions.ts';
import { started, wanted } from '../../state/provider.ts';
import { phantoms } from '../../state/start.ts';
import { texts } from '../../texts/index.ts';
import type { Choice } from '../../work/api.ts';
import type { NamedBlob, StudyCatalogue, StudyRequest } from '../../work/study/api.ts';

/** Files of the person's own. */
export const radiographs = signal<readonly NamedBlob[]>([]);
export const annotations = signal<NamedBlob | undefined>(undefined);
export const network = signal<StudyRequest['network'] | undefined>(undefined);
/** Options of the reader of annotations that differ from its defaults. */
export const readerOptions = signal<Readonly<Record<string, unknown>>>({});
export const segmenters = signal<readonly Choice[]>([segmenter.value]);
/** Ids. */
export const metrics = signal<readonly string[]>([]);
export const studyCatalogue = signal<StudyCatalogue | undefined>(undefined);

/** Who reads the annotations, where there are any. */
export const reader = computed(() => {
  const { value: file } = annotations;
  const { value: known } = studyCatalogue;
  return file && (isJson(file.name) ? known?.readers.json : known?.readers.table);
});

/** What keeps the study from being run: a key of the texts. */
export const lacking = computed(() => {
  if (radiographs.value.length > 0 && !annotations.value) return 'annotations';
  if (annotations.value && radiographs.value.length === 0) return 'radiographs';
  if (!network.value) return 'network';
  if (methods.value.length === 0) return 'methods';
  if (segmenters.value.length === 0) return 'segmenters';
  return metrics.value.length === 0 ? 'metrics' : undefined;
});

export async function startSetup(): Promise<void> {
  started.value = await told(() => workshop.start());
  phantoms.value = (await told(() => workshop.phantoms())) ?? phantoms.value;
  const [phantom] = phantoms.value.networks;
  if (!network.value && phantom !== undefined) network.value = { phantom };
  catalogue.value = (await told(() => workshop.catalogue())) ?? catalogue.value;
  studyCatalogue.value = await told(() => workshop.studyCatalogue());
  metrics.value = studyCatalogue.value?.metrics ?? [];
}

const NETWORK = /\.onnx$/i;
const CARD = /\.ya?ml$/i;
const TABLE = /\.(csv|tsv|txt|parquet|gz)$/i;

/** Takes files for what they are by their names: a network, its card, annotations, and radiographs. */
export async function takeFiles(files: readonly File[]): Promise<void> {
  const [net] = files.filter(({ name }) => NETWORK.test(name));
  const [card] = files.filter(({ name }) => CARD.test(name));
  const [table] = files.filter(({ name }) => isJson(name) || TABLE.test(name));
  if (net) network.value = { ...named(net), ...(card && { card: await card.text() }) };
  else if (card) await takeCard(card);
  if (table) {
    annotations.value = named(table);
    readerOptions.value = {};
  }
  const pictures = files.filter(
    ({ name }) => ![NETWORK, CARD, TABLE].some((one) => one.test(name)) && !isJson(name),
  );
  const others = radiographs.value.filter(({ name }) => pictures.every((picture) => picture.name !== name));
  radiographs.value = [...others, ...pictures.map(named)];
}

async function takeCard(card: File): Promise<void> {
  const { value: net } = network;
  if (net && 'content' in net) network.value = { ...net, card: await card.text() };
  else {
    const { cardAlone: summary, cardAloneFix: fix } = texts.value.problem;
    tell({ code: 'FILE_INVALID', summary, details: { found: card.name, fix } });
  }
}

export function requestOf(net: StudyRequest['network']): StudyRequest {
  const { value: file } = annotations;
  return {
    data: file && { radiographs: radiographs.value, annotations: file, options: readerOptions.value },
    network: net,
    methods: methods.value,
    segmenters: segmenters.value,
    metrics: metrics.value,
    provider: wanted.value,
  };
}

function isJson(name: string): boolean {
  return /\.json$/i.test(name);
}

function named(file: File): NamedBlob {
  return { name: file.name, content: file };
}
