import {
  createContainer,
  REGISTRY,
  type ContributionKind,
  type Dataset,
  type Files,
  type Registry,
} from '@camscope/core';
import {
  baselineCandidates,
  headerOf,
  agreement as agreementTable,
  measure,
  otherFixations,
  readMap,
  scores as scoresTable,
  taskOf,
  type Candidate,
  type Chosen,
  type FilterFiles,
  type FindingTask,
  type Lock,
  type MapLine,
} from '@camscope/pipeline';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import { memoryFiles } from '@camscope/files-memory';

/** What a run was made of, as plain data. */
export interface RunInPieces {
  readonly lock: Lock;
  readonly data: Dataset;
  /** In the order in which the run measured them. */
  readonly findings: readonly {
    readonly image: string;
    readonly label: string;
    readonly maps: readonly (MapLine & { readonly score?: number })[];
  }[];
  /** The bytes of the raw maps' files, by path. */
  readonly files: Readonly<Record<string, readonly number[]>>;
}

/** The tables that measuring a run's maps once more gives, as text. */
export async function measureRun(run: RunInPieces): Promise<Record<string, string>> {
  const { lock, data, findings } = run;
  const kinds = ['filter', 'segmenter', 'metric', 'agreement', 'baseline'] as const;
  const registry = createContainer(await loadWanted(portablePlugins, kinds)).get(REGISTRY);
  const measuring = {
    filters: lock.filters.map((one) => chosen(registry, 'filter', one)),
    segmenters: lock.segmenters.map((one) => chosen(registry, 'segmenter', one)),
    metrics: lock.metrics.map((one) => chosen(registry, 'metric', one)),
    agreement: lock.agreement.map((one) => chosen(registry, 'agreement', one)),
  };
  const baselines = lock.baselines.map((one) => chosen(registry, 'baseline', one));
  const baselinesOf = baselineCandidates({ baselines, data, seed: lock.seed, how: lock.map });
  const othersOf = otherFixations(measuring.metrics, data, lock.seed);
  const files = memoryFiles(
    new Map(Object.entries(run.files).map(([path, bytes]) => [path, Uint8Array.from(bytes)])),
  );
  const tables = { scores: headerOf(scoresTable), agreement: headerOf(agreementTable) };
  const add = async (task: FindingTask) => {
    const { candidates, agreement } = await measure(task, measuring, nothingToRead);
    tables.scores += candidates.map(({ scores }) => scores).join('');
    tables.agreement += agreement;
  };
  const samples = new Map(data.samples.map((sample) => [sample.id, sample]));
  const found = findings.map(({ image, label, maps }) => {
    const sample = samples.get(image)!;
    const annotations = sample.annotations.filter((drawn) => drawn.label === label);
    return { sample, label, annotations, others: othersOf(sample), maps };
  });
  for (const { sample, maps, ...finding } of found) {
    const candidates: Candidate[] = [];
    for (const line of maps) {
      const { model, method: name, layer, score, probability } = line;
      const claim = { is: 'map', ...(await readMap(line, lock, files)) } as const;
      candidates.push({ name, kind: 'method', model, layer, score, probability, claim });
    }
    await add(taskOf(sample, finding, candidates));
  }
  for (const { sample, ...finding } of found)
    await add(taskOf(sample, finding, baselinesOf({ sample, ...finding })));
  return tables;
}

function chosen<Kind extends ContributionKind>(
  registry: Registry,
  kind: Kind,
  { name, use, options }: Lock['filters'][number],
): Chosen<Kind> {
  return { name, contribution: registry[kind].get(use), options };
}

const refuse = () => Promise.reject(new Error('nothing is to be read'));

/** No filter asks for a file. */
const nothingToRead: FilterFiles = {
  directory: '/',
  codec: { decode: refuse } as unknown as FilterFiles['codec'],
  files: { read: refuse } as unknown as Files,
};
