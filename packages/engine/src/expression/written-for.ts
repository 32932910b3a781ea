import type {
  ExplainerContext,
  Expression,
  ExpressionExplainer,
  HostExplainer,
  Layer,
  OptionsSchema,
} from '@camscope/core';
import { attentionFault, attentionsOf, biasesOf, contextOf, type CompileRequest } from '@camscope/onnx';
import { gradient } from '@camscope/onnx/expressions';
import type { Network } from '../network.ts';

/** A method with some values fetched from the graph, whatever their names. */
export type AnyHostExplainer = HostExplainer<OptionsSchema, string>;
/** A method that is written in words, whether they give its map or what it is made of. */
export type WrittenExplainer = ExpressionExplainer | AnyHostExplainer;

/**
 * The map that a method writes for a network, as `compile` takes it.
 * @throws CamscopeError MODEL_UNSUPPORTED where the method reads what the network does not show.
 */
export function mapFor(
  network: Network,
  layers: readonly Layer[],
  explainer: ExpressionExplainer,
  options: Record<string, unknown>,
): Known & { readonly expression: Expression; readonly together: boolean } {
  const context = contextFor(network, layers, explainer);
  const together = explainer.layers === 'together';
  return { expression: explainer.map(context, options), together, ...knownOf(network) };
}

/**
 * What a host method fetches from a network, as `compile` takes it.
 * @throws CamscopeError as `mapFor`.
 */
export function fetchFor(
  network: Network,
  layers: readonly Layer[],
  explainer: AnyHostExplainer,
  options: Record<string, unknown>,
): Known & { readonly fetch: Readonly<Record<string, Expression>> } {
  const context = contextFor(network, layers, explainer);
  return { fetch: fetchedBy(explainer, context, options), ...knownOf(network) };
}

/** What rules may ask of a network. */
type Known = Pick<CompileRequest, 'imageRange'>;

/** What a host method fetches. */
export function fetchedBy(
  explainer: AnyHostExplainer,
  context: ExplainerContext,
  options: Record<string, unknown>,
): Readonly<Record<string, Expression>> {
  if (explainer.fetch) return explainer.fetch(context, options);
  const { activations, score } = context;
  return { activations, gradients: gradient(score, activations) };
}

function contextFor({ graph, head }: Network, layers: readonly Layer[], explainer: WrittenExplainer) {
  return contextOf({
    layers: explainer.layers === 'together' ? layers.length : 1,
    attentions: attentionFault(graph) ?? attentionsOf(graph).length,
    biases: biasesOf(graph, head.logits).length,
  });
}

/** What black and white become. */
function knownOf({ preprocessing: { range, mean, std } }: Network): Known {
  const channels = Array.from({ length: Math.max(mean.length, std.length) }, (_, channel) => channel);
  const of = (values: readonly number[], channel: number) => values[values.length === 1 ? 0 : channel];
  const [low, high] = range.map((level) =>
    channels.map((channel) => (level - of(mean, channel)) / of(std, channel)),
  );
  return { imageRange: { low, high } };
}
