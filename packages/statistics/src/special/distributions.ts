import { betaI } from './beta.ts';
import { gammaQ } from './gamma.ts';

/** P(X ≥ x) of a chi-squared variable. */
export const chiSquaredSurvival = (x: number, degrees: number): number => gammaQ(degrees / 2, x / 2);

/** P(X ≥ x) of an F variable with `numerator` and `denominator` degrees of freedom. */
export function fSurvival(x: number, numerator: number, denominator: number): number {
  if (x <= 0) return 1;
  return betaI(denominator / (denominator + numerator * x), denominator / 2, numerator / 2);
}

/** P(|X| ≥ |t|) of a variable of Student's t distribution. */
export const studentTwoSided = (t: number, degrees: number): number =>
  betaI(degrees / (degrees + t * t), degrees / 2, 0.5);
