import type { FloatTensor, Runtime } from '@camscope/core';
import { differentiate, draftOf, Graph, probe, readModel, Rows, type RuleSet } from '@camscope/onnx';
import type { ImageRange, NodeKind, Rule, RuleContext, Value } from '@camscope/onnx/rules';
import { inMemory } from '../networks/in-memory.ts';

/** What passes a node on a way back; sums over all places. */
export interface NodeFlow {
  /** As messages name it. */
  readonly node: string;
  readonly op: string;
  readonly kind: NodeKind;
  /** At its outputs. */
  readonly arriving: number;
  /** For its inputs. */
  readonly leaving: number;
  /** By constants and stabilisers, as the request tells. */
  readonly taken: number;
  /** Magnitudes of all that arrives and leaves. */
  readonly size: number;
}

export interface FlowRequest {
  /** Of one input, [n,…]. */
  readonly model: Uint8Array;
  readonly runtime: Runtime;
  readonly rules: RuleSet;
  /** [1,…]; where the rules compare, [2,…]: the image, and what it is compared with. */
  readonly image: FloatTensor;
  /** What arrives at the first output, by its shape for one image. */
  readonly seed: (dims: readonly number[]) => FloatTensor;
  readonly imageRange?: ImageRange;
  /** The sum of what constants and stabilisers take at a node; nothing where it is missing. */
  readonly taken?: (at: RuleContext) => Value | undefined;
  /** What a number that goes back counts, where that is not the number itself: of a multiplier, times the difference of a value. */
  readonly worth?: (at: RuleContext, value: Value, goesBack: Value) => Value;
}

export interface Flow {
  /** From the output on. */
  readonly nodes: readonly NodeFlow[];
  /** For the input, [1,…]. */
  readonly leaving: FloatTensor;
}

/** Goes back through a model by a rule set, and tells of each node what arrives and what leaves: whether it is conserved. */
export async function relevanceFlow(request: FlowRequest): Promise<Flow> {
  const { runtime, rules, image, imageRange } = request;
  const file = inMemory(request.model);
  const unprobed = new Graph(readModel(file.bytes));
  const graph = unprobed.withFacts(await probe(unprobed, file, runtime));
  const { draft, emit } = draftOf(graph);
  const [input, output] = [graph.inputs[0], graph.outputs[0]];
  const seed = request.seed([1, ...graph.shape(output)!.slice(1)]);
  draft.addInput({ name: 'arriving', type: 'float32', dims: ['rows', ...seed.dims.slice(1)] });
  const rows = new Rows(graph, emit, undefined, rules.compares);
  const meter = new Meter(request);
  const asked = { graph, output, seed: 'arriving', inputs: [input], rules: meter.on(rules), emit, rows };
  const leaving = differentiate({ ...asked, imageRange }).get(input)!;
  draft.setOutputs([...new Set([leaving, ...meter.sums])].map((name) => ({ name })));
  const session = await runtime.open(draft.toSource(file), { provider: runtime.baseline, threads: 1 });
  try {
    const found = (await session.run({ [input]: image, arriving: seed })) as Record<string, FloatTensor>;
    return { nodes: meter.read(found), leaving: found[leaving] };
  } finally {
    await session.release();
  }
}

/** Sums of what passes each node, added to the graph. */
class Meter {
  readonly #request: FlowRequest;
  readonly #nodes: {
    readonly at: RuleContext;
    readonly values: Readonly<Record<Amount, readonly Value[]>>;
  }[] = [];

  constructor(request: FlowRequest) {
    this.#request = request;
  }

  get sums(): Value[] {
    return this.#nodes.flatMap(({ values }) => Object.values(values).flat());
  }

  on(rules: RuleSet): RuleSet {
    const measured =
      (rule: Rule): Rule =>
      (at) => {
        const leaving = rule(at);
        this.#measure(at, leaving);
        return leaving;
      };
    return {
      ...rules,
      ruleFor(facts) {
        const rule = rules.ruleFor(facts);
        return rule && measured(rule);
      },
    };
  }

  read(found: Readonly<Record<string, FloatTensor>>): NodeFlow[] {
    return this.#nodes.map(({ at, values }) => {
      const sum = (amount: Amount) => values[amount].reduce((total, name) => total + found[name].data[0], 0);
      const [arriving, leaving, taken, size] = AMOUNTS.map(sum);
      return { node: String(at.node), op: at.node.op, kind: at.facts.kind, arriving, leaving, taken, size };
    });
  }

  #measure(at: RuleContext, leaving: readonly (Value | undefined)[]): void {
    const { taken, worth = (_at, _value, goesBack) => goesBack } = this.#request;
    const amounts = (names: readonly Value[], backward: readonly (Value | undefined)[]) =>
      names.flatMap((name, i) => (backward[i] === undefined ? [] : [worth(at, name, backward[i])]));
    const arrives = amounts(at.node.outputs, at.gradients);
    const leaves = amounts(at.node.inputs, leaving);
    const total = (value: Value) => at.emit.reduceSum(at.emit.reshape(value, [-1]), [0]);
    const lost = taken?.(at);
    this.#nodes.push({
      at,
      values: {
        arriving: arrives.map(total),
        leaving: leaves.map(total),
        taken: lost === undefined ? [] : [total(lost)],
        size: [...arrives, ...leaves].map((value) => total(at.emit.node('Abs', [value]))),
      },
    });
  }
}

const AMOUNTS = ['arriving', 'leaving', 'taken', 'size'] as const;
type Amount = (typeof AMOUNTS)[number];
