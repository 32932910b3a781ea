import { FACTORS } from '@camscope/pipeline';

type Factors = readonly string[];

/** Levels in the order of the factors; those left out are empty. */
const inOrder =
  <const F extends Factors>(factors: F) =>
  (levels: Readonly<Partial<Record<F[number], string>>>): string[] =>
    factors.map((name) => levels[name as F[number]] ?? '');

export const score = inOrder(FACTORS.scores);
export const pairOf = inOrder(FACTORS.agreement);
export const predicted = inOrder(FACTORS.predictions);
export const described = inOrder(FACTORS.findings);
export const faith = inOrder(FACTORS.faithfulness);
export const checked = inOrder(FACTORS.sanity);
