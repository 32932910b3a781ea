import type { Provider } from '../../packages/studio/src/work/api.ts';

/** How far finished maps of a provider and of Node's CPU may be apart, of 1 at the most. */
export const USUAL: Readonly<Record<Provider, number>> = { wasm: 1e-5, webgpu: 1e-4 };

/** Of a method that carries the last bit of float32 further. Figures are of the first radiograph. */
interface Carried {
  /** On which it was seen to. */
  readonly network: 'phantom-resnet50' | 'phantom-densenet121' | 'phantom-vit' | 'phantom-cheat';
  readonly within: number;
  /** WASM from Node's CPU. */
  readonly apart: number;
  /** On Node's CPU, weights moved by a unit in the last place from weights as they are: see carried.ts. */
  readonly moved: number;
  readonly why: string;
}

/** Where the gradient jumps at one of the image's own values. */
const ONCE =
  'Of three sets of moved weights one gives the map of WASM, and two that of the CPU: the gradient jumps at one value, by the last bit';

/** Where the image's own gradient is within the goal, or its jump is not the greatest. */
const ELSEWHERE =
  'Gradients at other images than the explained one, at some of which the last bit makes them jump';

export const CARRIED: Readonly<Record<string, Carried>> = {
  lrp: {
    network: 'phantom-resnet50',
    ...{ apart: 3.4e-4, moved: 8.9e-4, within: 1e-3 },
    why: 'Its rules divide by the outputs of every layer; which of them carry it is not known',
  },
  'deep-lift': {
    network: 'phantom-vit',
    ...{ apart: 1.3e-5, moved: 6.3e-6, within: 5e-5 },
    why: 'It divides by differences from the baseline, some of which are tiny',
  },
  'full-grad': {
    network: 'phantom-densenet121',
    ...{ apart: 4.3e-5, moved: 4.3e-5, within: 1e-4 },
    why: 'It adds the gradients of all layers; which of them jumps at the last bit is not known',
  },
  'smooth-ig': {
    network: 'phantom-resnet50',
    ...{ apart: 7.2e-3, moved: 7.2e-3, within: 1e-2 },
    why: ELSEWHERE,
  },
  'blur-ig': {
    network: 'phantom-densenet121',
    ...{ apart: 3.9e-3, moved: 3.2e-4, within: 5e-3 },
    why: 'Gradients at 32 blurred images, any of which may jump: where there is one, of blur 6.25, WASM and each set of moved weights are 1.1e-3 apart, and one is 1.0e-2 apart at blur 4.7',
  },
  'integrated-gradients': {
    network: 'phantom-cheat',
    ...{ apart: 1.3e-3, moved: 1.4e-3, within: 3e-3 },
    why: ELSEWHERE,
  },
  'gradient-shap': {
    network: 'phantom-cheat',
    ...{ apart: 1.6e-3, moved: 4.6e-3, within: 5e-3 },
    why: ELSEWHERE,
  },
  'expected-gradients': {
    network: 'phantom-densenet121',
    ...{ apart: 1.2e-3, moved: 4.2e-3, within: 5e-3 },
    why: ELSEWHERE,
  },
  'input-gradient': {
    network: 'phantom-densenet121',
    ...{ apart: 4.6e-4, moved: 4.6e-4, within: 1e-3 },
    why: ONCE,
  },
  'input-x-gradient': {
    network: 'phantom-densenet121',
    ...{ apart: 4.6e-4, moved: 4.6e-4, within: 1e-3 },
    why: ONCE,
  },
  'smooth-grad': {
    network: 'phantom-densenet121',
    ...{ apart: 1.4e-3, moved: 3.9e-3, within: 5e-3 },
    why: ELSEWHERE,
  },
  'var-grad': {
    network: 'phantom-densenet121',
    ...{ apart: 1.3e-3, moved: 7.7e-3, within: 1e-2 },
    why: ELSEWHERE,
  },
  'square-grad': {
    network: 'phantom-densenet121',
    ...{ apart: 1.5e-3, moved: 8.4e-3, within: 1e-2 },
    why: ELSEWHERE,
  },
  xrai: {
    network: 'phantom-cheat',
    ...{ apart: 4.8e-4, moved: 0.17, within: 0.2 },
    why: 'Segments are added in the order of their gains, and the last bit of a gradient may change which comes first',
  },
  'opti-cam': {
    network: 'phantom-resnet50',
    ...{ apart: 0.16, moved: 0.23, within: 0.3 },
    why: 'Weights of the maps are 1e-6 apart until the gradient of the network jumps for one and not the other, at step 17 of 50 or later; from there on the steps go another way',
  },
};

/** @param method id of an explainer. */
export function toleranceOf(method: string, provider: Provider): number {
  return Math.max(USUAL[provider], CARRIED[method]?.within ?? 0);
}
