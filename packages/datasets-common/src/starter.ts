import type { SeenFiles, Starter, StarterAnswers } from '@camscope/core';
import { stringify } from 'yaml';

/** What a study of a data set begins with. */
export interface StarterText extends Pick<Starter, 'told'> {
  /** Id of the data set. */
  readonly use: string;
  /** What the study is of, and where the files are to be had. */
  readonly about: string;
  /** The options that name the files; those that a folder answers, where the annotations are several files in one. */
  readonly files: {
    readonly images: string;
    readonly annotations: string | ((folder: string) => Readonly<Record<string, string>>);
    readonly labels?: string;
  };
  /** What is measured, the first being that by which methods are judged; of boxes and masks where nothing is said. */
  readonly metrics?: readonly string[];
}

const METRICS = ['box-iou', 'mask-iou', 'hit-rate', 'energy-in-box', 'iou-accuracy'];

/** A study that names the files of a data set, says what was found in them, and compares a few methods. */
export function starterFor({ told, ...text }: StarterText): Starter {
  return {
    takes: [
      'images',
      'annotations',
      ...(text.files.labels === undefined ? [] : ['labels' as const]),
      'models',
    ],
    needs: ['images', 'annotations', 'models'],
    ...(told && { told }),
    write: (answers) => study(text, answers),
  };
}

function study(
  { use, about, files, metrics = METRICS }: StarterText,
  { models = [], seen, ...answers }: StarterAnswers,
): string {
  const { images = 'images', annotations = 'annotations' } = answers;
  const given = {
    use,
    [files.images]: images,
    ...(typeof files.annotations === 'string'
      ? { [files.annotations]: annotations }
      : files.annotations(annotations)),
    ...(files.labels !== undefined && answers.labels !== undefined && { [files.labels]: answers.labels }),
  };
  return `# yaml-language-server: $schema=./study.schema.json
# A camscope study of ${about}
# Look at the data with: camscope data study.yaml   check it with: camscope validate study.yaml
# run it with: camscope run study.yaml              and tell what came of it with: camscope report results
version: 1

# Your networks. Labels, preprocessing and target layer that a file does not carry go into its card
# (camscope inspect model.onnx --write-card card.yaml writes one to fill in).
models:
${indented(models.length > 0 ? models : [{ file: 'model.onnx', card: 'card.yaml' }])}

${comment(seen?.account ?? ['The images, and what readers drew on them.'])}data:
${indented(given)}
${optionsOf(seen)}
${labelsOf(seen)}classes: annotated

methods:
  - grad-cam
  - grad-cam-plus-plus
  - layer-cam
  - { use: score-cam, budget: 64 }   # tries 64 masks at most, those that vary most

map: { upsample: bilinear, normalise: min-max }

# How a heatmap becomes regions.
segmenters:
  - multi-otsu
  - contours

# What is measured against every reader; the first is the one by which methods are judged.
metrics: [${metrics.join(', ')}]
agreement: [region-box-iou, region-iou, spearman]
features: [area-ratio, elongation, number-of-regions]
${answers.labels === undefined ? '# classification: [auroc, auprc]   # of images whose labels are known' : 'classification: [auroc, auprc]'}

# What runs have computed is kept here, for other studies, too: what stays the same does not run again.
cache: cache
out: results
`;
}

/** What the files told, as options of the data. */
function optionsOf(seen: SeenFiles | undefined): string {
  if (!seen) return '';
  const told = Object.keys(seen.options).length > 0;
  return [
    ...(told
      ? [`  # As the files tell it; correct what is taken for the wrong thing.`, indented(seen.options)]
      : []),
    ...(seen.isIncomplete ? ['  missing: skip   # some images are not there'] : []),
    '',
  ].join('\n');
}

/**
 * The proposals for labels that the networks call otherwise, for a study to hold, with what is to be known of others as comments;
 * empty where there is nothing to say.
 */
export function labelsOf(seen: SeenFiles | undefined): string {
  if (!seen) return '';
  const proposals = Object.keys(seen.labels).length > 0;
  return [
    ...(proposals
      ? [
          '# PROPOSALS, since names are near: the label of the data, and that of the network. Check each, or delete it.\nlabels:',
          indented(seen.labels),
        ]
      : []),
    ...(seen.lacking.length > 0 ? [comment(seen.lacking).trimEnd()] : []),
    ...(proposals || seen.lacking.length > 0 ? [''] : []),
  ].join('\n');
}

/** Text as a value of YAML. */
export function quoted(text: string): string {
  return stringify(text).trim();
}

/** A value in YAML, two spaces in. */
export function indented(value: unknown): string {
  return stringify(value, { lineWidth: 0 })
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}

function comment(lines: readonly string[]): string {
  return lines.map((line) => `# ${line}\n`).join('');
}
