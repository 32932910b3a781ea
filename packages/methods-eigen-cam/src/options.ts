import { z } from 'zod';

export const signOption = (usual: 'energy' | 'extreme') =>
  z
    .enum(['energy', 'extreme'])
    .default(usual)
    .describe('What is positive: the side of the more active places, or the value of largest size');

export const squaringsOption = (usual: number) =>
  z.int().min(1).max(24).default(usual).describe('Power iteration of 2^squarings steps');

export const options = z.strictObject({
  centred: z.boolean().default(true).describe('Take its mean over places from each channel first'),
  squarings: squaringsOption(10),
  sign: signOption('energy'),
});
