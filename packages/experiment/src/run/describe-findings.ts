import { relative } from 'node:path';
import { csvLine } from '../files/csv.ts';
import { attempt } from '../measure/attempt.ts';
import { outcomeOf } from '../measure/outcome.ts';
import type { RunContext } from './context.ts';

const IMAGES = csvLine(['image', 'patient', 'file', 'width', 'height', 'findings']);
const FINDINGS = csvLine(['image', 'patient', 'class', 'reader', 'feature', 'value', 'reason']);

/** `images.csv`: the images of the study; `findings.csv`: the features of every finding, as each reader drew it. */
export async function describeFindings({ opened, out, tables }: RunContext): Promise<void> {
  const { plan, study } = opened;
  let images = '';
  let features = '';
  for (const { sample, findings } of plan.findings) {
    const { id, patient, image, frame } = sample;
    const drawn = Object.fromEntries(
      findings.map(({ label, annotations }) => [
        label,
        annotations.map(({ reader, boxes, confounder }) => ({ reader, boxes, confounder })),
      ]),
    );
    images += csvLine([id, patient, relative(out, image), frame.width, frame.height, JSON.stringify(drawn)]);
    for (const { label, annotations } of findings)
      for (const annotation of annotations.filter(({ confounder }) => !confounder))
        for (const { name, contribution, options } of study.features) {
          const found = attempt(() => contribution.measure(annotation, frame, options));
          const { value, reason } = outcomeOf(found);
          features += csvLine([id, patient, label, annotation.reader, name, value, reason]);
        }
  }
  await tables.append('images.csv', IMAGES, images);
  if (study.features.length > 0) await tables.append('findings.csv', FINDINGS, features);
}
