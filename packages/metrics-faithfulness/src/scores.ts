import type { FaithfulnessInput, FloatTensor } from '@camscope/core';
import { z } from 'zod';

const scores = ['probability', 'logit'] as const;
export type Score = (typeof scores)[number];

/** What is read off the network, as an option. */
export const scoreOption = (fallback: Score) =>
  z.enum(scores).default(fallback).describe("The explained class's probability, or its logit");

/** A logit has no bounds. */
export const rangeOf = ({ score }: { readonly score: Score }) =>
  score === 'logit' ? ([-Infinity, Infinity] as const) : undefined;

/** The explained class's score on each image. */
export async function scoresOf(
  input: FaithfulnessInput,
  images: Iterable<FloatTensor>,
  score: Score,
): Promise<number[]> {
  const logits = await input.forward(images);
  return logits.map((each) => (score === 'logit' ? each[input.target] : input.probability(each)));
}
