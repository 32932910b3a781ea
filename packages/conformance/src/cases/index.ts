import { activationCases } from './activations.ts';
import { arithmeticCases } from './arithmetic.ts';
import { comparisonCases } from './comparisons.ts';
import { convolutionCases } from './convolutions.ts';
import { elementwiseCases } from './elementwise.ts';
import { linearCases } from './linear.ts';
import { normalisationCases } from './normalisations.ts';
import { poolingCases } from './pooling.ts';
import { reductionCases } from './reductions.ts';
import { resizeCases } from './resize.ts';
import type { RuleCase } from './rule-case.ts';
import { selectionCases } from './selection.ts';
import { shapeCases } from './shapes.ts';

/** A case for every operator through which camscope knows a gradient, in every variant that is treated apart. */
export const ruleCases: readonly RuleCase[] = [
  ...activationCases,
  ...arithmeticCases,
  ...comparisonCases,
  ...convolutionCases,
  ...elementwiseCases,
  ...linearCases,
  ...normalisationCases,
  ...poolingCases,
  ...reductionCases,
  ...resizeCases,
  ...selectionCases,
  ...shapeCases,
];
