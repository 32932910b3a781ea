import { afterAll, describe, expect, it } from 'vitest';
import { floatTensor, type FloatTensor } from '@camscope/core';
import { layerOf, type Network, type RawMap } from '@camscope/engine';
import { cam } from '@camscope/methods-cam';
import { gradCam } from '@camscope/methods-grad-cam';
import { gradCamPlusPlus } from '@camscope/methods-grad-cam-plus-plus';
import { hiResCam } from '@camscope/methods-hires-cam';
import { xgradCam } from '@camscope/methods-xgrad-cam';
import { decodeTensor, Draft } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { noise, openInMemory, poolLinear, relativeError } from '@camscope/testkit';
import { explain, methods, signed, using, type AnyExplainer, type Method } from './methods.ts';
import { readReference } from './references.ts';
import { withWeights, type Change } from './with-weights.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** Networks whose head is a global average pool and a linear layer. */
const heads = [
  { name: 'pool-linear', model: poolLinear(), weight: 'w', bias: 'b', size: [1, 16, 16], classes: [0, 1, 2] },
  {
    name: 'resnet',
    model: readReference('resnet').model,
    weight: 'fc.weight',
    bias: 'fc.bias',
    size: [1, 64, 64],
    classes: [0, 1, 2, 3, 4],
  },
];

describe.each(heads)('a head of pool and linear layer: $name', ({ model, weight, bias, size, classes }) => {
  const image = noise(3, size);
  const network = openInMemory(model, runtime);
  const withHead = (change: Change) => {
    const changed = [weight, bias].reduce((edited, name) => withWeights(edited, name, change), model);
    return openInMemory(changed, runtime);
  };
  const run = async (method: Method, on = network, only = classes) =>
    explain(runtime, await on, method, { image, classes: only });

  const linear: readonly AnyExplainer[] = [gradCam, hiResCam, xgradCam];
  it.each(linear.map((explainer) => [explainer.id, explainer] as const))(
    '%s is CAM',
    async (_id, explainer) => {
      const { logits, maps } = await run({ explainer, options: signed });
      const expected = await classActivationMaps(await network, weight, image);
      const shift = weightOf(await network, bias);
      for (const c of classes) {
        const { data } = maps[c].raw;
        expect(relativeError(data, expected[c])).toBeLessThan(2e-6);
        // A map adds up to what the places give to the score.
        expect(data.reduce((sum, value) => sum + value) + shift[c]).toBeCloseTo(logits[c], 4);
      }
    },
  );

  it('CAM is Grad-CAM, but for the mean over places', async () => {
    const [{ maps }, mean] = [
      await run({ explainer: cam }),
      await run({ explainer: gradCam, options: signed }),
    ];
    for (const c of classes) {
      const { data } = mean.maps[c].raw;
      expect(
        relativeError(
          maps[c].raw.data,
          data.map((value) => value * data.length),
        ),
      ).toBeLessThan(2e-6);
    }
  });

  describe.each(methods)('%s', (_title, method) => {
    it('explains all classes at once as it does each alone', async () => {
      const together = await run(method);
      for (const c of classes) expectSame(together.maps[c], (await run(method, network, [c])).maps[0]);
    });

    it('gives an image the same map whatever its batch mates', async () => {
      const mates = [noise(4, size, 5), floatTensor(new Float32Array(image.data.length), size)];
      await using(runtime, await network, method, async (prepared) => {
        const own = { image, classes: [1] };
        const [{ maps }] = await prepared.explain([own]);
        const others = mates.map((mate, n) => ({ image: mate, classes: [2 * n] }));
        const first = await prepared.explain([own, ...others]);
        const last = await prepared.explain([...others, own]);
        expectSame(first[0].maps[0], maps[0]);
        expectSame(last[2].maps[0], maps[0]);
      });
    });

    it('permutes its maps with the classes', async () => {
      const order = [...classes.slice(1), 0];
      const before = await run(method);
      const after = await run(method, withHead(rowsInOrder(order)));
      order.forEach((from, to) => {
        expect(after.logits[to]).toBeCloseTo(before.logits[from], 5);
        expectSame(after.maps[to], before.maps[from]);
      });
    });

    it('is zero, and not NaN, where no gradient arrives', async () => {
      const { maps } = await run(method, withHead(scaledBy(0)));
      for (const { raw } of maps) expect(raw.data.every((value) => value === 0)).toBe(true);
    });
  });

  // All but Grad-CAM++, whose alpha bends with the gradient.
  const proportional = methods.filter(([, { explainer }]) => explainer !== gradCamPlusPlus);
  it.each(proportional)('%s doubles with the logits', async (_title, method) => {
    const before = await run(method);
    const after = await run(method, withHead(scaledBy(2)));
    for (const c of classes) {
      expect(after.maps[c].raw.data).toEqual(before.maps[c].raw.data.map((value) => 2 * value));
    }
  });

  it.each(['none', 'authors'])('Grad-CAM++ (%s) stands logits of 200', async (alphaNormalisation) => {
    const method = { explainer: gradCamPlusPlus as AnyExplainer, options: { alphaNormalisation } };
    const { logits } = await run(method, network, []);
    const top = logits.indexOf(Math.max(...logits));
    const loud = await run(method, withHead(scaledBy(200 / logits[top])), [top]);
    expect(loud.logits[top]).toBeCloseTo(200, 1);
    expect(loud.maps[0].raw.data.every(Number.isFinite)).toBe(true);
    expect(Math.max(...loud.maps[0].raw.data)).toBeGreaterThan(0);
  });
});

describe('on a dead layer, whose every ReLU is shut', () => {
  const dead = withWeights(poolLinear(), 'b2', (values) => values.fill(-1000));
  const network = openInMemory(dead, runtime);

  it.each(methods)('%s is all zeros', async (_title, method) => {
    const { maps } = await explain(runtime, await network, method, {
      image: noise(3, [1, 16, 16]),
      classes: [0, 1, 2],
    });
    for (const { raw } of maps) expect(raw.data.every((value) => value === 0)).toBe(true);
  });
});

function expectSame(a: RawMap, b: RawMap): void {
  expect(relativeError(a.raw.data, b.raw.data)).toBeLessThan(1e-6);
}

/** CAM (arXiv:1512.04150) of each class: Σ_k w_k A^k / hw, in float64, from the activations of the target. */
async function classActivationMaps(
  network: Network,
  weight: string,
  image: FloatTensor,
): Promise<Float64Array[]> {
  const draft = new Draft(network.graph.model);
  const { tensor } = layerOf(network);
  draft.setOutputs([{ name: tensor }]);
  const session = await runtime.open(draft.toSource(network.file), { provider: 'cpu', threads: 1 });
  const feeds = { [network.head.image.tensor]: floatTensor(image.data, [1, ...image.dims]) };
  const { dims, data } = (await session.run(feeds))[tensor] as FloatTensor;
  await session.release();
  const [, channels, height, width] = dims;
  const places = height * width;
  const w = weightOf(network, weight);
  return Array.from({ length: network.head.classes }, (_, c) =>
    Float64Array.from({ length: places }, (_, place) => {
      let sum = 0;
      for (let k = 0; k < channels; k++) sum += (w[c * channels + k] * data[k * places + place]) / places;
      return sum;
    }),
  );
}

function weightOf(network: Network, name: string): Float32Array {
  return decodeTensor(network.graph.model.graph.initializers.get(name)!)!.data as Float32Array;
}

function scaledBy(factor: number): Change {
  return (values) => values.map((value) => value * factor);
}

/** Rows of a matrix, or elements of a vector, put in another order. */
function rowsInOrder(order: readonly number[]): Change {
  return (values, dims) => {
    const length = values.length / dims[0];
    return Float32Array.from(values, (_, i) => values[order[Math.floor(i / length)] * length + (i % length)]);
  };
}
