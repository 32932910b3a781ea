import type { Provider } from '../../packages/studio/src/work/api.ts';

/** How far finished maps of a provider and of Node's CPU may be apart, of 1 at the most. */
const USUAL: Readonly<Record<Provider, number>> = { wasm: 1e-5, webgpu: 1e-4 };

/** Of a method that carries the last bit of float32 further. Figures are of the first radiograph on `phantom-resnet50`. */
interface Carried {
  readonly within: number;
  /** WASM from Node's CPU. */
  readonly apart: number;
  /** On Node's CPU, weights moved by a unit in the last place from weights as they are: see carried.ts. */
  readonly moved: number;
  readonly why: string;
}

/** Where the image's own gradient is within the goal. */
const ELSEWHERE =
  'Gradients at other images than the explained one, at some of which the last bit makes them jump';

export const CARRIED: Readonly<Record<string, Carried>> = {
  lrp: {
    ...{ apart: 3.3e-5, moved: 1.7e-4, within: 2e-4 },
    why: 'Its rules divide by the outputs of every layer; which of them carry it is not known',
  },
  'smooth-ig': {
    ...{ apart: 1.4e-5, moved: 7.2e-3, within: 1e-2 },
    why: ELSEWHERE,
  },
  'blur-ig': {
    ...{ apart: 4.2e-4, moved: 2.5e-3, within: 3e-3 },
    why: ELSEWHERE,
  },
  'gradient-shap': {
    ...{ apart: 5.2e-4, moved: 4e-4, within: 1e-3 },
    why: ELSEWHERE,
  },
  'expected-gradients': {
    ...{ apart: 8.5e-4, moved: 4.4e-4, within: 1e-3 },
    why: ELSEWHERE,
  },
  'opti-cam': {
    ...{ apart: 0.16, moved: 0.23, within: 0.3 },
    why: 'Weights of the maps are 1e-6 apart until the gradient of the network jumps for one and not the other, at step 17 of 50 or later; from there on the steps go another way',
  },
};

/** @param method id of an explainer. */
export function toleranceOf(method: string, provider: Provider): number {
  return Math.max(USUAL[provider], CARRIED[method]?.within ?? 0);
}
