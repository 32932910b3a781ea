import type { Thorax } from '../anatomy/thorax.ts';
import type { Grid } from '../numeric/grid.ts';
import type { PhantomSpec } from '../spec/spec.ts';

/** What each pixel's ray passes through: lengths in cm, row-major [size, size]. */
export interface Scene {
  readonly spec: PhantomSpec;
  readonly grid: Grid;
  readonly thorax: Thorax;
  /** The whole body, lungs and other gas included. */
  readonly body: Float32Array;
  /** Aerated lung. */
  readonly lung: Float32Array;
  /** Gas outside of the lungs' tissue. */
  readonly gas: Float32Array;
  /** Bone besides soft tissue. */
  readonly bone: Float32Array;
  readonly heart: Float32Array;
  /** Vessels, where there is lung around them. */
  readonly vessels: Float32Array;
}
