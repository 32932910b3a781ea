import { stringify } from 'yaml';
import type { Choice } from '../api.ts';
import { readMetrics } from '../regions.ts';
import { READER_KEY } from './coco.ts';
import type { ShownMap, ShownScene } from './scene.ts';

export const ANNOTATIONS = 'annotations.json';

const DEFAULT_SEGMENTER: Choice = { use: 'multi-otsu' };

const HEAD = `# What was on screen, for the command line: camscope run study.yaml
# The radiographs are beside this file; put the network there, too, where the study names a file.
`;

/** The study that gives the numbers of the scene, YAML. */
export function studyText(scene: ShownScene): string {
  const { maps, segmenter = DEFAULT_SEGMENTER, registry } = scene;
  const networks = new Map(maps.map(({ network }) => [network.id, network]));
  const study = {
    version: 1,
    models: [...networks.values()].map(({ location, network, card }) => ({
      file: location,
      ...card,
      name: network.name,
    })),
    data: { use: 'coco', images: '.', annotations: ANNOTATIONS, readerKey: READER_KEY },
    methods: methodsOf(maps),
    // One list for all maps, as on screen.
    filters: maps[0]?.held.request.filters,
    segmenters: [segmenter],
    metrics: readMetrics(registry).map(({ id }) => id),
    out: 'results',
  };
  return HEAD + stringify(study, { lineWidth: 0 });
}

/** Each once: a method on several images or classes is one, under two settings it is two. */
function methodsOf(maps: readonly ShownMap[]): object[] {
  const methods = new Map<string, { readonly name: string; readonly method: object }>();
  for (const { held } of maps) {
    const { method, layer, map, budget } = held.request;
    const asked = { ...method, ...definedOf({ layer, map, budget }) };
    methods.set(JSON.stringify(asked), { name: held.method, method: asked });
  }
  const seen = new Map<string, number>();
  return [...methods.values()].map(({ name, method }) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1
      ? method
      : { ...method, as: `${name.replace(/[^\w.-]+/g, '-').replace(/-$/, '')}-${times}` };
  });
}

function definedOf(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
