import {
  floatTensor,
  itemOf,
  scoreSpaces,
  type Backdrop,
  type FloatTensor,
  type MaskSet,
  type Preprocessing,
  type TensorView,
} from '@camscope/core';
import { MemoryScoreCache, ScoreMatrix } from '@camscope/engine';
import { arrangementOf } from '@camscope/onnx';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backdropOf, checkBackdrop } from '../src/perturbation/backdrop.ts';
import { massSeen } from '../src/perturbation/mass-seen.ts';
import { scoreOf, scoreSpaceOf } from '../src/perturbation/score-space.ts';

const close = (values: readonly number[], digits = 5) => values.map((value) => expect.closeTo(value, digits));

describe('a score matrix', () => {
  const matrix = () => {
    const own = new ScoreMatrix(2);
    own.setRow(7, Float32Array.of(1, -1));
    own.setRow(3, Float32Array.of(0.5, 2));
    own.setReference('image', Float32Array.of(4, 5));
    own.keep('maps', floatTensor(Float32Array.of(1, 2, 3, 4), [1, 1, 2, 2]));
    return own;
  };

  it('knows which masks have been scored', () => {
    expect(matrix().size).toBe(2);
    expect(matrix().row(3)).toEqual(Float32Array.of(0.5, 2));
    expect(matrix().row(4)).toBeUndefined();
  });

  it('is bytes, and read again from them', () => {
    const bytes = matrix().toBytes();
    const again = ScoreMatrix.fromBytes(bytes);
    expect(again.toBytes()).toEqual(bytes);
    expect([again.size, again.classes]).toEqual([2, 2]);
    expect(again.row(7)).toEqual(Float32Array.of(1, -1));
    expect(again.row(3)).toEqual(Float32Array.of(0.5, 2));
    expect(again.reference('image')).toEqual(Float32Array.of(4, 5));
    expect(again.kept('maps')).toEqual(floatTensor(Float32Array.of(1, 2, 3, 4), [1, 1, 2, 2]));
    // In whatever order its rows came, and wherever its bytes lie.
    const other = new ScoreMatrix(2);
    for (const mask of [3, 7]) other.setRow(mask, matrix().row(mask)!);
    other.setReference('image', Float32Array.of(4, 5));
    other.keep('maps', matrix().kept('maps')!);
    expect(other.toBytes()).toEqual(bytes);
    expect(ScoreMatrix.fromBytes(Uint8Array.of(0, ...bytes).subarray(1)).toBytes()).toEqual(bytes);
  });

  it.each([
    ['nothing', (bytes: Uint8Array) => bytes.subarray(0, 0)],
    ['the end missing', (bytes: Uint8Array) => bytes.subarray(0, -4)],
    ['half a number', (bytes: Uint8Array) => bytes.subarray(0, -1)],
    ['its head alone, cut off', (bytes: Uint8Array) => bytes.subarray(0, 20)],
    ['no JSON', (bytes: Uint8Array) => bytes.with(4, 0x2c)],
    ['another version', (bytes: Uint8Array) => bytes.with('{"version":'.length + 4, 0x31)],
  ])('is not read from bytes that are not one: %s', (_, damaged) => {
    expect(() => ScoreMatrix.fromBytes(damaged(matrix().toBytes()))).toThrow(/score matrix/);
  });

  it('is forgotten when others have been used since', async () => {
    const cache = new MemoryScoreCache(2);
    const [a, b, c] = [matrix(), matrix(), matrix()];
    await cache.put('a', a);
    await cache.put('b', b);
    expect(await cache.get('a')).toBe(a);
    await cache.put('c', c);
    expect([await cache.get('a'), await cache.get('b'), await cache.get('c')]).toEqual([a, undefined, c]);
  });
});

describe('the mass that has been seen', () => {
  // Masses 1, 2, 3, 4.
  const set = { order: [0, 1, 2, 3], mass: (mask: number) => mask + 1 } as unknown as MaskSet;
  const of = (taken: readonly number[], weights: readonly number[], scored = taken) =>
    massSeen(set, new Set(taken), scored, weights);

  it('is known when all masks have scores', () => {
    const share = 4 / 14; // |-2|·1 + 1·2 of 2 + 2 + 6 + 4
    expect(of([0, 1], [-2, 1, 2, 1], [0, 1, 2, 3])).toEqual({ share, likely: share, estimated: false });
    expect(of([0], [0, 0, 0, 0], [0, 1, 2, 3])).toMatchObject({ share: 1, estimated: false });
  });

  it('is at least what it is if the others weigh as the heaviest, and likely if as the mean', () => {
    // |-3|·1 + 1·2 = 5; the others 3·7 or 2·7.
    expect(of([0, 1], [-3, 1])).toEqual({ share: 5 / 26, likely: 5 / 19, estimated: true });
  });

  it('is nothing where only zeros have been seen', () => {
    expect(of([0, 1], [0, 0])).toEqual({ share: 0, likely: 0, estimated: true });
  });

  it('is at least the share whenever the others weigh no more than the heaviest', () => {
    const weight = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(weight, weight, weight), (others) => {
        const { share } = of([0], [1]);
        expect(of([0], [1, ...others], [0, 1, 2, 3]).share).toBeGreaterThanOrEqual(share);
      }),
    );
  });
});

describe('score spaces', () => {
  const logits = Float32Array.of(0, Math.log(3), -1);
  const sigmoid = (v: number) => 1 / (1 + Math.exp(-v));
  const exponentials = [1, 3, Math.exp(-1)];
  const sum = exponentials.reduce((a, b) => a + b);
  const shares = exponentials.map((v) => Math.exp(v / sum));
  const chances = [0.5, 0.75, sigmoid(-1)].map(Math.exp);

  it('are those of their names', () => {
    const of = (space: (typeof scoreSpaces)[number], activation: 'sigmoid' | 'softmax' | 'none' = 'none') =>
      scoreOf(logits, 1, space, activation);
    expect(of('logit')).toBeCloseTo(Math.log(3), 6);
    expect(of('sigmoid')).toBeCloseTo(0.75, 6);
    expect(of('softmax')).toBeCloseTo(3 / sum, 6);
    expect(of('softmax-of-probabilities', 'none')).toBeCloseTo(3 / sum, 6);
    expect(of('softmax-of-probabilities', 'softmax')).toBeCloseTo(
      shares[1] / shares.reduce((a, b) => a + b),
      6,
    );
    expect(of('softmax-of-probabilities', 'sigmoid')).toBeCloseTo(
      chances[1] / chances.reduce((a, b) => a + b),
      6,
    );
  });

  it('follow the network unless one is asked for', () => {
    expect(scoreSpaceOf('auto', 'sigmoid')).toBe('sigmoid');
    expect(scoreSpaceOf('auto', 'softmax')).toBe('softmax');
    expect(scoreSpaceOf('auto', 'none')).toBe('logit');
    expect(scoreSpaceOf('softmax', 'sigmoid')).toBe('softmax');
  });

  it('stand logits beyond the range of exponentials', () => {
    expect(scoreOf(Float32Array.of(2000, 1000), 0, 'softmax', 'none')).toBe(1);
    expect(scoreOf(Float32Array.of(-2000, 1000), 0, 'sigmoid', 'none')).toBe(0);
  });
});

describe.each(['channels-first', 'channels-last'] as const)('backdrops of %s', (kind) => {
  const view: TensorView = { kind };
  const fromMaps = (maps: FloatTensor) => arrangementOf(view).batchOf([itemOf(maps, 0)]);
  const values = [0, 1, 4, 9, 3, 2, 0, 0, 7, 1, 5, 5, 1, 0, 2, 8, 2, 6, 1, 0];
  // The second channel is the first, turned about.
  const image = floatTensor(Float32Array.from([...values, ...values.toReversed()]), [1, 2, 4, 5]);
  const preprocessing: Preprocessing = {
    size: [4, 5],
    channels: 1,
    fit: 'stretch',
    range: [0, 255],
    mean: [10, 20],
    std: [2, 5],
  };
  const of = (backdrop: Backdrop) => backdropOf({ backdrop, tensor: fromMaps(image), view, preprocessing });
  const as = (first: readonly number[], second: readonly number[]) => [
    ...fromMaps(floatTensor(Float32Array.from([...first, ...second]), [1, 2, 4, 5])).data,
  ];
  const flat = (value: number) => new Array<number>(20).fill(value);

  it('are numbers, black, means, or what lies below', () => {
    expect([...of({ kind: 'image' }).data]).toEqual(as(values, values.toReversed()));
    expect([...of({ kind: 'value', value: 0.5 }).data]).toEqual(as(flat(0.5), flat(0.5)));
    expect([...of({ kind: 'black' }).data]).toEqual(as(flat(-5), flat(-4)));
    expect([...of({ kind: 'mean' }).data]).toEqual(close(as(flat(2.85), flat(2.85))));
    expect([...of({ kind: 'below', by: 7 }).data]).toEqual(as(flat(0), flat(0)));
    const raised = { ...image, data: image.data.map((value) => value + 1) };
    const below = backdropOf({
      backdrop: { kind: 'below', by: 7 },
      tensor: fromMaps(raised),
      view,
    });
    expect([...below.data]).toEqual(as(flat(-6), flat(-6)));
  });

  it("are blurred as scipy's gaussian_filter does, edges continued", () => {
    const blurred = [
      1.286336, 2.048634, 3.342623, 4.12266, 3.650588, 2.414245, 2.432197, 2.833867, 3.098768, 2.68504,
      4.039828, 3.308583, 2.745005, 2.272137, 1.739067, 5.413867, 4.199218, 3.066231, 1.987391, 1.128634,
    ];
    expect([...of({ kind: 'blur', sigma: 1.2 }).data]).toEqual(close(as(blurred, blurred.toReversed())));
    expect([...of({ kind: 'blur', sigma: 0.05 }).data]).toEqual(as(values, values.toReversed()));
  });

  it('are not black where the tensor is no image', () => {
    expect(() => checkBackdrop({ kind: 'black' })).toThrow(/black/);
    expect(() => checkBackdrop({ kind: 'mean' })).not.toThrow();
  });
});
