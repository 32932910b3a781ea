import { nameOfSpec } from '@camscope/core';
import { coco } from '@camscope/datasets-coco';
import { table } from '@camscope/datasets-table';
import { stringify } from 'yaml';
import { READER_KEY } from '../export/coco.ts';
import type { StudyRequest } from './api.ts';

/** Names of files and folders in the folder of a study. */
export const IMAGES = 'images';
export const RESULTS = 'results';
export const STUDY = 'study.yaml';
export const PHANTOM_FINDINGS = 'phantoms.json';

const HEAD = `# A study of a browser tab. From the command line: camscope run study.yaml --out other-results
`;

/** Who reads a file of annotations. */
export function readerOf(name: string) {
  return /\.json$/i.test(name) ? coco : table;
}

/** The study as the command line reads it, YAML. */
export function studyText(request: StudyRequest, network: { file: string; card?: string }): string {
  const { data, methods, segmenters, metrics } = request;
  const annotations = data?.annotations.name ?? PHANTOM_FINDINGS;
  const options = data ? { missing: 'skip', ...data.options } : { readerKey: READER_KEY };
  const study = {
    version: 1,
    models: [network],
    data: { use: readerOf(annotations).id, images: IMAGES, annotations, ...options },
    methods: named(methods),
    segmenters,
    metrics,
    out: RESULTS,
  };
  return HEAD + stringify(study, { lineWidth: 0 });
}

/** A method that is there twice, under other options, has a name of its own. */
function named(methods: StudyRequest['methods']): object[] {
  const seen = new Map<string, number>();
  return methods.map((method) => {
    const name = nameOfSpec(method);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1
      ? method
      : { ...method, as: `${name.replace(/[^\w.-]+/g, '-').replace(/-$/, '')}-${times}` };
  });
}
