import { z } from 'zod';
import { labels } from './spec/labels.ts';

const probability = z.number().min(0).max(1);

export const options = z
  .strictObject({
    count: z.int().min(1).max(100_000).default(60).describe('Number of phantoms'),
    seed: z.int().min(0).max(0xffff_ffff).default(1).describe('Another seed gives other phantoms'),
    size: z.int().min(64).max(2048).default(256).describe('Width and height in pixels'),
    findings: z
      .strictObject({
        Cardiomegaly: probability.default(0.3),
        Effusion: probability.default(0.3),
        Pneumothorax: probability.default(0.3),
        Atelectasis: probability.default(0.3),
        Pneumonia: probability.default(0.3),
      })
      .prefault({})
      .describe('Probability of each finding, independent of the others'),
    secondViews: probability
      .default(0.2)
      .describe('Share of bodies with a second image, in another pose: two images of one patient'),
    truth: z.boolean().default(true).describe("The exact mask, as reader 'truth'"),
    readers: z
      .int()
      .min(0)
      .max(3)
      .default(3)
      .describe('Simulated readers R1 to R3, who draw boxes: careful, generous, unsteady'),
    marker: z
      .enum(['none', 'random', 'label'])
      .default('random')
      .describe(
        "A letter L or R in a corner: never, on half of the images, or where 'markerLabel' is present",
      ),
    markerLabel: z
      .enum(labels)
      .default('Cardiomegaly')
      .describe("The finding that a marker goes with, for marker: label and annotateMarker: 'confounder'"),
    annotateMarker: z
      .enum(['no', 'label', 'confounder'])
      .default('no')
      .describe("The marker's box: not given, as label 'Marker', or as a confounder of 'markerLabel'"),
    format: z
      .enum(['png', 'png16', 'dicom'])
      .default('png')
      .describe('8-bit PNG, 16-bit PNG, or DICOM with 12 bits stored'),
    splits: z
      .record(z.string().min(1), z.number().positive())
      .optional()
      .describe('Shares of splits, such as `{ train: 7, val: 1, test: 2 }`; none where nothing is said'),
    splitBy: z
      .enum(['patient', 'image'])
      .default('patient')
      .describe('What is drawn into a split; by image, patients with two images may be in two'),
    folder: z
      .string()
      .default('phantoms')
      .describe('Where the images are written, in a folder of their own; those already there are used again'),
  })
  .refine(({ truth, readers }) => truth || readers > 0, {
    error: 'truth: false needs at least one of the readers',
  });

export type PhantomOptions = z.output<typeof options>;
