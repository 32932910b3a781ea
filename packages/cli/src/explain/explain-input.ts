import { probabilitiesOf, type PreparedExplainer } from '@camscope/engine';
import { attemptAsync, type Attempt } from '@camscope/pipeline/maps';
import type { Input, LoadedInput } from './inputs.ts';
import { writeMap, type ExplainedMap, type MapWriter } from './write-map.ts';

export interface ExplainRequest {
  readonly prepared: PreparedExplainer;
  readonly classes: readonly number[] | 'top1';
  readonly writer: MapWriter;
  readonly signal: AbortSignal;
}

/**
 * Explains one input for every class asked for and writes the files of each map. A map that fails loses no other.
 * @throws CamscopeError whatever is wrong with the input, or with the network on it.
 */
export async function explainInput(
  input: Input,
  loading: Promise<LoadedInput>,
  request: ExplainRequest,
): Promise<Attempt<ExplainedMap>[]> {
  const { prepared, classes, writer, signal } = request;
  const { network, layer } = prepared;
  const { tensor, base, region } = await loading;
  const start = performance.now();
  const [{ logits, maps, passes, facts }] = await prepared.explain([{ image: tensor, classes }], signal);
  const milliseconds = (performance.now() - start) / maps.length;
  const probabilities = probabilitiesOf(network, logits);
  const written: Attempt<ExplainedMap>[] = [];
  for (const { target, raw, massSeen } of maps) {
    const known = {
      image: input.image,
      method: writer.explainer.id,
      target,
      label: network.labels[target],
      score: logits[target],
      probability: probabilities[target],
      layer,
      passes,
      ...(facts ? { facts: { ...facts, massSeen } } : {}),
    };
    const { label, probability } = known;
    const place = { base, region, stem: input.stem, target, label, probability };
    written.push(
      await attemptAsync(async () => ({ ...known, ...(await writeMap(raw, place, writer)), milliseconds })),
    );
  }
  return written;
}
