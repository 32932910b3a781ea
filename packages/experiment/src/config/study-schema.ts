import { availableParallelism } from 'node:os';
import { MAX_THREADS, modelCardSchema } from '@camscope/core';
import { randomisations } from '@camscope/engine';
import { mapSchema } from '@camscope/pipeline';
import { z } from 'zod';
import { nameProblem } from '../plan/file-names.ts';
import { fileAlone, idAlone, metricsAlone } from './short-forms.ts';

/** Weights drawn anew from the logits down or in one layer at a time, and another class. */
const sanityChecks = [...randomisations, 'random-logit'] as const;

/** Names that appear in rows and as folders. */
const name = z
  .string()
  .regex(/^[A-Za-z0-9]([\w.-]*[\w-])?$/, 'use letters, digits, dots, hyphens and underscores')
  .refine((text) => nameProblem(text) === undefined, { error: ({ input }) => nameProblem(String(input)) });
const options = z.record(z.string(), z.unknown()).default({});

/** One, or a list of them. */
const names = z.union([z.string(), z.array(z.string()).min(1)], 'give a name or a list of names');

const threads = (least: number) =>
  z
    .int()
    .min(least)
    .max(MAX_THREADS, {
      error: ({ input }) =>
        `${String(input)} are too many: at most ${MAX_THREADS}; this machine has ${availableParallelism()} cores`,
    });

/** A contribution chosen by id, or in short the id alone. */
const choice = <Shape extends z.core.$ZodLooseShape>(more: Shape) =>
  z.preprocess(idAlone, z.strictObject({ use: z.string(), options, ...more }));

/** A network, or in short its file alone. `npm:<package>/<path>` names a file of an installed package. */
const model = z.preprocess(
  fileAlone,
  modelCardSchema.extend({
    /** A model card's file; fields beside it override the card's. */
    card: z.string().optional(),
  }),
);

/** A method inside of another: an id, or its own parts and options too. */
interface Part {
  readonly use: string;
  readonly of?: Part | readonly Part[];
  readonly options: Record<string, unknown>;
}
const part: z.ZodType<Part> = z.lazy(() =>
  z.preprocess(idAlone, z.strictObject({ use: z.string(), of: parts.optional(), options })),
);
const parts = z.union([part, z.array(part).min(1)]);

const method = {
  /** What a method of others is made of. */
  of: parts.optional(),
  as: name.optional(),
  /** Layers' or tensors' names, patterns (`layer3.*`) or `auto`. */
  layer: names.default('auto'),
  /** How the maps of several layers become one. */
  aggregate: z.enum(['mean', 'max']).default('mean'),
  /** Differs from the study's `map`. */
  map: z.record(z.string(), z.unknown()).default({}),
  /** Explains so many of the images only, chosen by their ids; all by default. */
  images: z.int().positive().optional(),
  /** Masks tried at most, for a method that tries many; those that vary most go first. */
  budget: z.int().positive().optional(),
};

/** Names of the study's methods; all by default. */
const someMethods = z.array(z.string()).min(1).optional();

/** Measures that run the network many times, and on how many of the images; all by default. */
const onSome = z.preprocess(
  metricsAlone,
  z.strictObject({
    metrics: z.array(choice({ as: name.optional() })).min(1),
    images: z.int().positive().optional(),
    methods: someMethods,
  }),
);

const tuning = z.strictObject({
  /** The parts of the data that are tuned on: others than those of `data.split`. */
  split: names,
  /** Its name: it cuts each class of each method on each network at a threshold of its own. The only one that can, by default. */
  segmenter: z.string().optional(),
  /** How thresholds are judged: `mean-iou`, or as the benchmark of a data set does, by its id. */
  rule: z.string().default('mean-iou'),
  /** Thresholds that are tried, ascending; those of the rule by default. */
  grid: z.array(z.number().min(0).max(1)).min(1).optional(),
  /** Only what this reader drew counts; every reader by default. */
  reader: z.string().optional(),
  /** Patients of the tuning who are reported on, too: they are refused, left out of the tuning, or kept. */
  sharedPatients: z.enum(['refuse', 'leave-out', 'keep']).default('refuse'),
});

const heatmaps = z.strictObject({
  /** In rows and folders. */
  as: name,
  /** The network that they explain; `imported` by default. */
  model: name.default('imported'),
  /** One `.npy` file for each finding, relative to the study: `maps/{stem}.{label}.npy`. */
  files: z.string(),
  map: z.record(z.string(), z.unknown()).default({}),
});

/** A study file, version 1. */
export const studySchema = z.strictObject({
  version: z.literal(1),
  /** Heading of the report. */
  title: z.string().min(1).optional(),
  /** Packages or files beyond the built-in plugins. */
  plugins: z.array(z.string()).default([]),
  models: z.array(model).default([]),
  /** A dataset reader by id, the parts of the data that are looked at, and the reader's own options beside them. */
  data: z.preprocess(idAlone, z.looseObject({ use: z.string(), split: names.optional() })),
  /** `annotated`: every annotated finding for which the network has a label. */
  classes: z
    .union([z.literal('annotated'), z.array(z.string()).min(1)], "give 'annotated' or a list of labels")
    .default('annotated'),
  /** The network's label for a label of the data, where they differ. */
  labels: z.record(z.string(), z.string()).default({}),
  /** `as` names the method in rows and folders. */
  methods: z.array(choice(method)).default([]),
  /** Heatmaps made elsewhere, measured like those of the methods. */
  imports: z.array(heatmaps).default([]),
  map: mapSchema.prefault({}),
  /** Applied one after the other. */
  filters: z.array(choice({})).default([]),
  segmenters: z.array(choice({ as: name.optional() })).default([]),
  /** Thresholds of a segmenter, tuned on one part of the data for what is reported on another. */
  tune: tuning.optional(),
  metrics: z.array(choice({ as: name.optional() })).default([]),
  /** Between methods, networks and readers. */
  agreement: z.array(choice({ as: name.optional() })).default([]),
  /** Of the findings as readers drew them. */
  features: z.array(choice({ as: name.optional() })).default([]),
  /** Of the networks as classifiers, on every image whose label is known. */
  classification: z.array(choice({ as: name.optional() })).default([]),
  faithfulness: onSome.optional(),
  /** Whether maps hang on what a network has learnt. */
  sanity: z
    .strictObject({
      /** Measures of agreement between maps. */
      metrics: z.array(choice({ as: name.optional() })).min(1),
      /** So many of the images, chosen by their ids. */
      images: z.int().positive().default(10),
      methods: someMethods,
      checks: z.array(z.enum(sanityChecks)).min(1).default(['cascading', 'random-logit']),
      /** Steps of the weights' randomisation, evenly chosen from the network's layers. */
      steps: z.int().positive().default(8),
    })
    .optional(),
  /** Guesses that know nothing of the image, measured beside the methods; every one of the plugins by default. */
  priors: z.array(choice({ as: name.optional() })).optional(),
  /** Of everything random that has no seed of its own. */
  seed: z.int().nonnegative().default(0),
  runtime: z
    .preprocess(
      idAlone,
      z.strictObject({
        /** The first runtime of the plugins by default. */
        use: z.string().optional(),
        options,
        /** Execution provider; the one that every machine has by default. */
        provider: z.string().optional(),
        fallback: z.array(z.string()).default([]),
        /** How exact products have to be: a provider that rounds more is refused. */
        precision: z.enum(['exact', 'tf32']).default('exact'),
        threads: threads(1).optional(),
        /** Explanations in one run of the network: 8 by default and, on a device, as many as are fastest there, which is measured. */
        batch: z.int().positive().optional(),
        /**
         * Memory that one run of the network may take, in MiB, by an estimate: fewer than `batch` run together to keep to it. By default
         * 64 on the CPU, 4096 on CUDA, and 1024 on another device.
         */
        memory: z.int().positive().optional(),
        /** Threads that measure; 0 measures between the runs of the network. By default, as many as the work fills. */
        workers: threads(0).optional(),
      }),
    )
    .prefault({}),
  /** Folder of the store, relative to this file, which studies may share; without, it is in the folder of the results. */
  cache: z.string().optional(),
  /** Folder of the results, relative to this file. */
  out: z.string().optional(),
});
export type StudyConfig = z.output<typeof studySchema>;
