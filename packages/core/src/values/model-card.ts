import { z } from 'zod';
import { preprocessingSchema } from './preprocessing.ts';

/**
 * What a graph cannot say of a network, written by whoever knows. Everything is optional: what is left out is
 * taken from the ONNX file's own metadata, then from the recognised architecture.
 */
export const modelCardSchema = z.strictObject({
  /** The ONNX file, relative to the card. */
  file: z.string().optional(),
  /** Name of the network in tables. */
  name: z.string().optional(),
  /** One per class, in the order of the outputs. */
  labels: z.array(z.string()).min(1).optional(),
  preprocessing: preprocessingSchema.optional(),
  /** Default target layer: a layer's or a tensor's name. */
  layer: z.string().optional(),
  /** Name of the tensor of scores before softmax or sigmoid. */
  score: z.string().optional(),
  /** How scores become probabilities: `sigmoid` for independent labels, `softmax` for exclusive classes. */
  activation: z.enum(['sigmoid', 'softmax', 'none']).optional(),
  /** Data that the network was trained on: ids of datasets, or names of theirs. */
  trainedOn: z.array(z.string().min(1)).min(1).optional(),
});
export type ModelCard = z.output<typeof modelCardSchema>;
