import { expect, it } from 'vitest';
import { joinInput, splitInput } from '../src/store/input-entry.ts';

it.each(['', 'é', 'é-', 'abcdefg', 'abcdefgh'])(
  'samples and what is known of them (%j) come back',
  (name) => {
    const samples = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const bytes = joinInput({ name }, samples);
    // As a store may give it: anywhere in the memory of others.
    const within = Buffer.concat([Buffer.alloc(3), bytes]).subarray(3);
    const split = splitInput(within);
    expect(split).toEqual({ about: { name }, samples });
    expect(new Float32Array(split.samples.buffer)).toEqual(new Float32Array(samples.buffer));
  },
);
