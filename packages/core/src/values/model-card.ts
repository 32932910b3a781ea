import { z } from 'zod';
import { preprocessingSchema } from './preprocessing.ts';

/**
 * What a graph cannot say of a network, written by whoever knows. Everything is optional: what is left out is
 * taken from the ONNX file's own metadata, then from the recognised architecture.
 */
export const modelCardSchema = z.strictObject({
  file: z.string().optional().describe('The ONNX file, relative to the card'),
  name: z.string().optional().describe('Name of the network in tables'),
  labels: z.array(z.string()).min(1).optional().describe('One per class, in the order of the outputs'),
  preprocessing: preprocessingSchema.optional().describe("How an image becomes the network's input"),
  layer: z.string().optional().describe("Default target layer: a layer's or a tensor's name"),
  score: z.string().optional().describe('Name of the tensor of scores before softmax or sigmoid'),
  activation: z
    .enum(['sigmoid', 'softmax', 'none'])
    .optional()
    .describe(
      'How scores become probabilities: `sigmoid` for independent labels, `softmax` for exclusive classes; `none`: they are none',
    ),
  trainedOn: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('Data that the network was trained on: ids of datasets, or names of theirs'),
});
export type ModelCard = z.output<typeof modelCardSchema>;
