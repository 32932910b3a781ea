import type { PhantomSpec, Side } from '../spec/spec.ts';
import { fluidSurface } from './effusion.ts';
import type { Scene } from './scene.ts';

/** Where aerated lung ends: at the diaphragm or on fluid. */
export function floorOf({ spec, thorax }: Scene, side: Side): (x: number) => number {
  const surfaces = spec.findings.flatMap((finding) =>
    finding.label === 'Effusion' && finding.side === side ? [fluidSurface(spec, thorax, finding)] : [],
  );
  return (x) => Math.min(thorax.dome(side, x), ...surfaces.map((surface) => surface(x)));
}

/** How much of the lung's width gas has taken, in cm. */
export function gasDepth({ findings }: PhantomSpec, side: Side): number {
  const gas = findings.find((finding) => finding.label === 'Pneumothorax' && finding.side === side);
  return gas?.label === 'Pneumothorax' ? gas.depth : 0;
}
