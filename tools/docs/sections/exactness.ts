import { plugins } from '../plugins.ts';
import { code, tableOf } from '../markdown.ts';
import { exactness } from '../../studio/exactness.ts';
import { toleranceOf, USUAL } from '../../studio/tolerances.ts';

const explainers = plugins
  .flatMap(({ contributes }) => contributes)
  .filter(({ kind }) => kind === 'explainer')
  .map(({ id }) => id);

/**
 * How many methods' maps of the tab were held to Node's, by network and provider, and how far they are apart.
 * @throws Error where one is further apart than it may be.
 */
export function exactnessSection(): string {
  const rows = Object.entries(exactness()).flatMap(([name, networks]) => {
    const provider = name as keyof typeof USUAL;
    return Object.entries(networks).map(([network, found]) => {
      const maps = Object.entries(found).filter((one): one is [string, number] => typeof one[1] === 'number');
      const tooFar = maps.find(([method, apart]) => apart > toleranceOf(method, provider));
      if (tooFar) throw new Error(`${tooFar[0]} on ${network} is ${tooFar[1]} apart on ${provider}`);
      const carried = maps.filter(([, apart]) => apart > USUAL[provider]);
      const usual = maps.filter(([, apart]) => apart <= USUAL[provider]);
      const most = Math.max(...usual.map(([, apart]) => apart));
      const untried = explainers.filter((id) => !(id in found));
      return [
        ...[code(network), { wasm: 'WASM', webgpu: 'WebGPU, in software' }[provider]],
        ...[String(maps.length), `${usual.length}, by ${most.toExponential(1)}`],
        carried.map(([method, apart]) => `${code(method)} ${apart.toExponential(1)}`).join(', ') || '–',
        String(Object.keys(found).length - maps.length),
        untried.length > explainers.length / 2 ? `${untried.length}` : untried.map(code).join(', ') || '–',
      ];
    });
  });
  return tableOf(
    [
      'network',
      'computed on',
      'maps compared',
      'within the goal, at most',
      'further',
      'refused in both',
      'not tried',
    ],
    rows,
  );
}
