import { MAX_THREADS, modelCardSchema } from '@camscope/core';
import { randomisations } from '@camscope/engine';
import { mapSchema } from '@camscope/pipeline';
import { z } from 'zod';
import { nameProblem } from '../plan/file-names.ts';
import { fileAlone, filterAlone, idAlone, metricsAlone } from './short-forms.ts';

/** Weights drawn anew from the logits down or in one layer at a time, and another class. */
const sanityChecks = [...randomisations, 'random-logit'] as const;

/** Names that appear in rows and as folders; in brackets, what tells a variant from others. */
const name = z
  .string()
  .regex(
    /^[A-Za-z0-9]([\w.-]*[\w-])?(\[[^[\]/\\]+\])?$/,
    'use letters, digits, dots, hyphens and underscores',
  )
  .refine((text) => nameProblem(text) === undefined, { error: ({ input }) => nameProblem(String(input)) });
const options = z
  .record(z.string(), z.unknown())
  .default({})
  .describe("Its own options; 'camscope describe ID' tells them");

/** One, or a list of them. */
const names = z.union([z.string(), z.array(z.string()).min(1)], 'give a name or a list of names');

const threads = (least: number) =>
  z
    .int()
    .min(least)
    .max(MAX_THREADS, {
      error: ({ input }) => `${String(input)} are too many: at most ${MAX_THREADS}`,
    });

/** A contribution chosen by id, or in short the id alone. */
const choice = <Shape extends z.core.$ZodLooseShape>(
  more: Shape,
  inFull: (value: unknown, context: z.core.$RefinementCtx) => unknown = idAlone,
) => z.preprocess(inFull, z.strictObject({ use: z.string().describe('Its id'), options, ...more }));

const as = name.optional().describe('Its name in tables and folders; that of its id by default');
const values = z.array(
  z.union([z.string(), z.number(), z.boolean()], 'give a number, a text, true or false'),
);
const grid = z
  .record(z.string(), values.min(1))
  .refine((options) => Object.keys(options).length > 0, 'name an option and its values')
  .optional()
  .describe(
    'Variants: values that options take in turn, each combination under a name such as `multi-otsu[classes=2]`',
  );

/** Those that have names, each once or in variants. */
const choices = z.array(choice({ as, grid }));

/** A network, or in short its file alone. `npm:<package>/<path>` names a file of an installed package. */
const model = z.preprocess(
  fileAlone,
  modelCardSchema.extend({
    card: z.string().optional().describe("A model card's file; fields beside it override the card's"),
  }),
);

/** A method inside of another: an id, or its own parts, options and variants too. */
interface Part {
  readonly use: string;
  readonly of?: Part | readonly Part[];
  readonly options: Record<string, unknown>;
  readonly grid?: z.output<typeof grid>;
}
const part: z.ZodType<Part> = z.lazy(() =>
  z.preprocess(idAlone, z.strictObject({ use: z.string(), of: parts.optional(), options, grid })),
);
const parts = z.union([part, z.array(part).min(1)]);

const method = {
  of: parts.optional().describe('What a method of others is made of: a method, or a list'),
  as,
  grid,
  layer: names.default('auto').describe("Layers' or tensors' names, patterns (`layer3.*`) or `auto`"),
  aggregate: z.enum(['mean', 'max']).default('mean').describe('How the maps of several layers become one'),
  map: z.record(z.string(), z.unknown()).default({}).describe("Differs from the study's `map`"),
  images: z
    .int()
    .positive()
    .optional()
    .describe('Explains so many of the images only, chosen by their ids; all by default'),
  budget: z
    .int()
    .positive()
    .optional()
    .describe(
      "Masks tried at most, for a method that tries many: of the layer's maps those that vary most, else the first",
    ),
};

const someMethods = z
  .array(z.string())
  .min(1)
  .optional()
  .describe("Names of the study's methods; all by default");

const onSome = z.preprocess(
  metricsAlone,
  z.strictObject({
    metrics: choices.min(1).describe('Measures that run the network many times'),
    images: z.int().positive().optional().describe('On so many of the images; all by default'),
    methods: someMethods,
  }),
);

const tuning = z.strictObject({
  split: names.describe('The parts of the data that are tuned on: others than those of `data.split`'),
  segmenter: z
    .string()
    .optional()
    .describe(
      'Its name: it cuts each class of each method on each network at a threshold of its own. The only one that can, by default',
    ),
  rule: z
    .string()
    .default('mean-iou')
    .describe('How thresholds are judged: `mean-iou`, or as the benchmark of a data set does, by its id'),
  grid: z
    .array(z.number().min(0).max(1))
    .min(1)
    .optional()
    .describe('Thresholds that are tried, ascending; those of the rule by default'),
  reader: z.string().optional().describe('Only what this reader drew counts; every reader by default'),
  sharedPatients: z
    .enum(['refuse', 'leave-out', 'keep'])
    .default('refuse')
    .describe(
      'Patients of the tuning who are reported on, too: they are refused, left out of the tuning, or kept',
    ),
});

const heatmaps = z.strictObject({
  as: name.describe('Name in tables and folders'),
  model: name.default('imported').describe('The network that they explain; `imported` by default'),
  files: z
    .string()
    .describe('One `.npy` file for each finding, relative to the study: `maps/{stem}.{label}.npy`'),
  map: z.record(z.string(), z.unknown()).default({}).describe("Differs from the study's `map`"),
});

const sanity = z.strictObject({
  metrics: choices.min(1).describe('Measures of agreement between maps'),
  images: z.int().positive().default(10).describe('So many of the images, chosen by their ids'),
  methods: someMethods,
  checks: z
    .array(z.enum(sanityChecks))
    .min(1)
    .default(['cascading', 'random-logit'])
    .describe('Weights drawn anew from the logits down, or in one layer at a time; another class'),
  steps: z
    .int()
    .positive()
    .default(8)
    .describe("Steps of the weights' randomisation, evenly chosen from the network's layers"),
});

const runtime = z.strictObject({
  use: z.string().optional().describe('Its id; the first runtime of the plugins by default'),
  options,
  provider: z
    .string()
    .optional()
    .describe('Execution provider: cpu, cuda, webgpu; the one that every machine has by default'),
  fallback: z.array(z.string()).default([]).describe('Providers to try when that cannot start'),
  precision: z
    .enum(['exact', 'tf32'])
    .default('exact')
    .describe('How exact products have to be: a provider that rounds more is refused'),
  threads: threads(1).optional().describe('Threads of the network'),
  batch: z
    .int()
    .positive()
    .optional()
    .describe(
      'Explanations in one run of the network: 8 by default and, on a device, as many as are fastest there, which is measured',
    ),
  memory: z
    .int()
    .positive()
    .optional()
    .describe(
      'Memory that one run of the network may take, in MiB, by an estimate: fewer than `batch` run together to keep to it. ' +
        'By default 64 on the CPU, 4096 on CUDA, and 1024 on another device',
    ),
  workers: threads(0)
    .optional()
    .describe(
      'Threads that measure; 0 measures between the runs of the network. By default, as many as the work fills',
    ),
});

/** A study file, version 1. Descriptions are those of the published schema, too. */
export const studySchema = z.strictObject({
  version: z.literal(1).describe('Version of the format'),
  include: names
    .optional()
    .describe(
      'Files whose keys hold where this one has none; relative to this file, a later one before an earlier one',
    ),
  title: z.string().min(1).optional().describe("Heading of the report; the file's name by default"),
  plugins: z
    .array(z.string())
    .default([])
    .describe('Packages or files beyond the built-in plugins; files begin with ./'),
  models: z.array(model).default([]).describe('Networks: an ONNX file, a model card, or its fields'),
  data: z
    .preprocess(
      idAlone,
      z.looseObject({
        use: z.string(),
        split: names.optional().describe('The parts of the data that are looked at; all by default'),
      }),
    )
    .describe("A dataset by its id, and the dataset's own options beside it"),
  classes: z
    .union([z.literal('annotated'), z.array(z.string()).min(1)], "give 'annotated' or a list of labels")
    .default('annotated')
    .describe('`annotated`: every annotated finding for which the network has a label; or labels'),
  labels: z
    .record(z.string(), z.string())
    .default({})
    .describe("The network's label for a label of the data, where they differ"),
  methods: z.array(choice(method)).default([]).describe('Methods of explanation'),
  imports: z
    .array(heatmaps)
    .default([])
    .describe('Heatmaps made elsewhere, measured like those of the methods'),
  map: mapSchema.prefault({}).describe('How a raw map becomes a heatmap'),
  filters: z.array(choice({}, filterAlone)).default([]).describe('Applied to heatmaps, one after the other'),
  segmenters: choices.default([]).describe('How heatmaps are cut into regions'),
  tune: tuning
    .optional()
    .describe('Thresholds of a segmenter, tuned on one part of the data for what is reported on another'),
  metrics: choices
    .default([])
    .describe('Measures of heatmaps and regions against every reader; methods are judged by the first'),
  agreement: choices.default([]).describe('Measures of agreement between methods, networks and readers'),
  features: choices.default([]).describe('Measures of the findings as readers drew them'),
  classification: choices
    .default([])
    .describe('Measures of the networks as classifiers, on every image whose label is known'),
  faithfulness: onSome
    .optional()
    .describe('Measures that ask the network, on all images or some of them: a list, or an object'),
  sanity: sanity.optional().describe('Whether maps hang on what a network has learnt'),
  priors: choices
    .optional()
    .describe(
      'Guesses that know nothing of the image, measured beside the methods; every one of the plugins by default, [] for none',
    ),
  seed: z.int().nonnegative().default(0).describe('Of everything random that has no seed of its own'),
  runtime: z.preprocess(idAlone, runtime).prefault({}).describe('What runs the networks, and how'),
  cache: z
    .string()
    .optional()
    .describe(
      'Folder of the store, relative to this file, which studies may share; by default it is in the folder of the results',
    ),
  out: z
    .string()
    .optional()
    .describe('Folder of the results, relative to this file; without it, whoever runs the study says where'),
});
export type StudyConfig = z.output<typeof studySchema>;
