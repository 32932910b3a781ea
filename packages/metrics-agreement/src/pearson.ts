import { defineAgreement, type Measurement } from '@camscope/core';
import { z } from 'zod';
import { correlation } from './correlation.ts';
import { gridsOf, isConstant, maxSide } from './grid.ts';

/** Of either map, when it is the same everywhere. */
export const CONSTANT: Measurement = {
  value: null,
  reason: 'A map that is the same everywhere has no correlation',
};

/** Pearson's correlation of two maps, cell by cell. A constant map has none. */
export const pearson = defineAgreement({
  id: 'pearson',
  title: "Pearson's correlation",
  summary: 'Linear correlation of the heat of two maps.',
  citation: {
    text: 'Pearson: Note on regression and inheritance in the case of two parents, Proc. R. Soc. Lond. 58:240-242, 1895',
    doi: '10.1098/rspl.1895.0041',
  },
  options: z.strictObject({ maxSide }),
  needs: 'map',
  scoreDirection: 'higher',
  range: [-1, 1],
  compare(a, b, options) {
    const [one, other] = gridsOf(a, b, options.maxSide);
    return isConstant(one) || isConstant(other) ? CONSTANT : { value: correlation(one.data, other.data) };
  },
});
