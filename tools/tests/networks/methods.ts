import type { Explainer, FloatTensor, Runtime } from '@camscope/core';
import { prepare, type Explained, type Network, type PreparedExplainer } from '@camscope/engine';
import { attentionRollout } from '@camscope/methods-attention-rollout';
import { chefer } from '@camscope/methods-chefer';
import { fasterScoreCam } from '@camscope/methods-faster-score-cam';
import { gradCam } from '@camscope/methods-grad-cam';
import { gradCamPlusPlus } from '@camscope/methods-grad-cam-plus-plus';
import { gradCamPositive } from '@camscope/methods-grad-cam-positive';
import { guidedBackprop } from '@camscope/methods-guided-backprop';
import { guidedGradCam } from '@camscope/methods-guided-grad-cam';
import { hiResCam } from '@camscope/methods-hires-cam';
import { inputGradient } from '@camscope/methods-input-gradient';
import { integratedGradients } from '@camscope/methods-integrated-gradients';
import { layerCam } from '@camscope/methods-layer-cam';
import { legrad } from '@camscope/methods-legrad';
import { scoreCam } from '@camscope/methods-score-cam';
import { smoothGrad } from '@camscope/methods-smooth-grad';
import { xgradCam } from '@camscope/methods-xgrad-cam';

// Explainers differ in their options, so no common type but `any` holds them all.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyExplainer = Explainer<any>;

export interface Method {
  readonly explainer: AnyExplainer;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly layer?: string;
}

/** Keeps what speaks against the class too. */
export const signed = { relu: false };

const variants: readonly Method[] = [
  { explainer: fasterScoreCam, options: { scoreSpace: 'logit', maxN: 3 } },
  { explainer: gradCam, options: signed },
  { explainer: gradCamPlusPlus, options: { alphaNormalisation: 'none' } },
  { explainer: gradCamPlusPlus, options: { alphaNormalisation: 'authors' } },
  { explainer: gradCamPositive },
  { explainer: guidedBackprop },
  { explainer: guidedGradCam },
  { explainer: hiResCam, options: signed },
  { explainer: inputGradient },
  { explainer: integratedGradients, options: { steps: 4 } },
  { explainer: layerCam },
  { explainer: scoreCam, options: { scoreSpace: 'logit' } },
  { explainer: smoothGrad, options: { samples: 4 } },
  { explainer: xgradCam, options: signed },
];

/** Every method under a title: [title, method]. */
export const methods = variants.map((method) => [titleOf(method), method] as const);

/** `grad-cam, relu: false, at /layer2/…` */
export function titleOf({ explainer, options = {}, layer }: Method): string {
  const details = Object.entries(options).map(([name, value]) => `${name}: ${value}`);
  return [explainer.id, ...details, ...(layer ? [`at ${layer}`] : [])].join(', ');
}

/** Methods of transformers alone. */
const ofAttention: readonly AnyExplainer[] = [attentionRollout, chefer, legrad];

export const explainers: ReadonlyMap<string, AnyExplainer> = new Map(
  [...variants.map(({ explainer }) => explainer), ...ofAttention].map((explainer) => [
    explainer.id,
    explainer,
  ]),
);

/** Opens a method on a network, hands it over, and releases it. */
export async function using<T>(
  runtime: Runtime,
  network: Network,
  method: Method,
  use: (prepared: PreparedExplainer) => Promise<T>,
): Promise<T> {
  const prepared = await prepare({
    network,
    runtime,
    session: { provider: 'cpu', threads: 1 },
    ...method,
  });
  try {
    return await use(prepared);
  } finally {
    await prepared.release();
  }
}

export function explain(
  runtime: Runtime,
  network: Network,
  method: Method,
  item: { readonly image: FloatTensor; readonly classes: readonly number[] },
): Promise<Explained> {
  return using(runtime, network, method, async (prepared) => (await prepared.explain([item]))[0]);
}
