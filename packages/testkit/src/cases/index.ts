import { activationCases } from './activations.ts';
import { arithmeticCases } from './arithmetic.ts';
import { convolutionCases } from './convolutions.ts';
import { linearCases } from './linear.ts';
import { normalisationCases } from './normalisations.ts';
import { reductionCases } from './reductions.ts';
import type { RuleCase } from './rule-case.ts';
import { shapeCases } from './shapes.ts';

/** A case for every operator through which camscope knows a gradient, in every variant that is treated apart. */
export const ruleCases: readonly RuleCase[] = [
  ...activationCases,
  ...arithmeticCases,
  ...convolutionCases,
  ...linearCases,
  ...normalisationCases,
  ...reductionCases,
  ...shapeCases,
];
