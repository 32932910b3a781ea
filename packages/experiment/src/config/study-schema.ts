import { modelCardSchema } from '@camscope/core';
import { z } from 'zod';
import { mapSchema } from '../run/heatmap-of.ts';

/** Names that appear in rows and as folders. */
const name = z.string().regex(/^[A-Za-z0-9][\w.-]*$/, 'use letters, digits, dots, hyphens and underscores');
const options = z.record(z.string(), z.unknown()).default({});

/** A contribution chosen by id, or in short the id alone. */
const choice = <Shape extends z.core.$ZodLooseShape>(more: Shape) =>
  z.preprocess(idAlone, z.strictObject({ use: z.string(), options, ...more }));

const model = modelCardSchema.extend({
  /** A model card's file; fields beside it override the card's. */
  card: z.string().optional(),
});

const method = {
  as: name.optional(),
  /** Layers' or tensors' names, patterns (`layer3.*`) or `auto`. */
  layer: z.union([z.string(), z.array(z.string()).min(1)], 'give a name or a list of names').default('auto'),
  /** How the maps of several layers become one. */
  aggregate: z.enum(['mean', 'max']).default('mean'),
  /** Differs from the study's `map`. */
  map: z.record(z.string(), z.unknown()).default({}),
};

/** A study file, version 1. */
export const studySchema = z.strictObject({
  version: z.literal(1),
  /** Packages or files beyond the built-in plugins. */
  plugins: z.array(z.string()).default([]),
  models: z.array(model).min(1),
  /** A dataset reader by id, and its own options beside it. */
  data: z.preprocess(idAlone, z.looseObject({ use: z.string() })),
  /** `annotated`: every annotated finding for which the network has a label. */
  classes: z
    .union([z.literal('annotated'), z.array(z.string()).min(1)], "give 'annotated' or a list of labels")
    .default('annotated'),
  /** The network's label for a label of the data, where they differ. */
  labels: z.record(z.string(), z.string()).default({}),
  /** `as` names the method in rows and folders. */
  methods: z.array(choice(method)).min(1),
  map: mapSchema.prefault({}),
  /** Applied one after the other. */
  filters: z.array(choice({})).default([]),
  segmenters: z.array(choice({ as: name.optional() })).default([]),
  metrics: z.array(choice({ as: name.optional() })).min(1),
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
        threads: z.int().positive().optional(),
        /** Explanations in one run of the network. */
        batch: z.int().positive().default(8),
      }),
    )
    .prefault({}),
  /** Folder of the results, relative to this file. */
  out: z.string().optional(),
});
export type StudyConfig = z.output<typeof studySchema>;

function idAlone(value: unknown): unknown {
  return typeof value === 'string' ? { use: value } : value;
}
