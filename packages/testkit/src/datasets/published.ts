import { annotationFault, sampleFault, type Dataset } from '@camscope/core';
import type { DatasetFixture } from './fixture.ts';
import { mustEqual, type Check } from '../kinds/runner.ts';
import { copyOf, refused } from './opened.ts';

/** What a reader makes of data as they are published. */
export function publishedChecks(fixture: DatasetFixture): Check[] {
  return [
    {
      name: 'every sample is sound, with ids of their own and labels of the vocabulary',
      async run() {
        const { open } = await copyOf(fixture);
        mustBeSound(await open());
      },
    },
    {
      name: 'labels, readers, frames and boxes are those of the files; boxes are half-open',
      async run() {
        const { open, written } = await copyOf(fixture);
        const { labels, samples } = await open();
        const { holds } = written;
        const drawn = samples.flatMap(({ annotations }) => annotations);
        mustEqual(labels, holds.labels, 'the labels');
        const byId = new Map(samples.map((sample) => [sample.id, sample]));
        mustEqual([...byId.keys()].sort(), Object.keys(holds.frames).sort(), 'the images');
        for (const [id, [width, height]] of Object.entries(holds.frames))
          mustEqual(byId.get(id)?.frame, { width, height }, `the frame of ${id}`);
        for (const [id, boxes] of Object.entries(holds.boxes)) {
          const found = byId.get(id)?.annotations.flatMap((annotation) => annotation.boxes) ?? [];
          mustEqual(found, boxes, `the boxes of ${id}`);
        }
        const readers = new Set(drawn.flatMap(({ reader }) => reader ?? []));
        mustEqual([...readers].sort(), [...(holds.readers ?? [])].sort(), 'the readers');
      },
    },
    {
      name: 'opening twice gives the same, in the same order',
      async run() {
        const { open } = await copyOf(fixture);
        mustEqual(await open(), await open(), 'the second time');
      },
    },
    {
      name: 'a signal that is aborted ends it',
      async run() {
        const { open } = await copyOf(fixture);
        const error = await refused(open({}, { signal: AbortSignal.abort() }), 'an aborted signal');
        mustEqual(error.code, 'INTERRUPTED', 'the code of the error');
      },
    },
    ...labelChecks(fixture),
  ];
}

function labelChecks(fixture: DatasetFixture): Check[] {
  return [
    {
      name: 'a label that is not of the vocabulary is refused, with its place',
      async run() {
        const copy = await copyOf(fixture);
        const { label } = copy.written;
        if (!label) return;
        if (!(await copy.change(label.file, (text) => text.replace(label.text, 'Unheard-of'))))
          throw new Error(`${label.file} does not hold '${label.text}'`);
        const error = await refused(copy.open(), 'an unknown label');
        mustEqual(error.code, 'DATA_INVALID', 'the code of the error');
        if (!error.message.includes('Unheard-of') || !error.details.at)
          throw new Error(`the error says neither which label nor where: ${error.message}`);
      },
    },
  ];
}

/** @throws Error that names the first thing that is wrong. */
export function mustBeSound({ labels, samples }: Dataset): void {
  const known = new Set(labels);
  if (known.size !== labels.length) throw new Error('a label stands twice in the vocabulary');
  const ids = new Set<string>();
  for (const sample of samples) {
    const fault = sampleFault(sample) ?? (ids.has(sample.id) ? 'another has its id' : undefined);
    if (fault !== undefined) throw new Error(`${sample.id}: ${fault}`);
    ids.add(sample.id);
    for (const label of [
      ...Object.keys(sample.labels),
      ...sample.annotations.map((annotation) => annotation.label),
    ])
      if (!known.has(label)) throw new Error(`${sample.id}: '${label}' is not in the vocabulary`);
    for (const annotation of sample.annotations) {
      const wrong = annotation.fault ?? annotationFault(annotation, sample.frame);
      if (wrong !== undefined) throw new Error(`${sample.id}: ${wrong}`);
    }
  }
}
