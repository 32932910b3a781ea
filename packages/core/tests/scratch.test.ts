import { floatTensor, Scratch } from '@camscope/core';
import { expect, it } from 'vitest';

const fed = (data: Float32Array) => ({ x: floatTensor(data, [data.length]) });

it('lends memory again that is given back, the smallest that is large enough', () => {
  const scratch = new Scratch();
  const [small, large] = [scratch.take('float32', [2, 3]), scratch.take('float32', [100])];
  expect([small.length, large.length]).toEqual([6, 100]);
  scratch.giveBack([large.buffer, small.buffer] as ArrayBuffer[]);
  const again = scratch.take('uint8', [5]);
  expect(again.buffer).toBe(small.buffer);
  expect(again.length).toBe(5);
  expect(scratch.take('float32', [7]).buffer).toBe(large.buffer);
});

it('lends nothing twice, and knows what it has lent', () => {
  const scratch = new Scratch();
  const data = scratch.take('float32', [4]);
  expect(scratch.take('float32', [4]).buffer).not.toBe(data.buffer);
  expect(scratch.lentTo({ ...fed(data), y: floatTensor(new Float32Array(1), [1]) })).toEqual([data.buffer]);
  scratch.giveBack([data.buffer, data.buffer] as ArrayBuffer[]);
  expect(scratch.lentTo(fed(data))).toEqual([]);
  const two = [scratch.take('float32', [4]), scratch.take('float32', [4])];
  expect(two[0].buffer).not.toBe(two[1].buffer);
});

it('passes over memory that has been moved away', () => {
  const scratch = new Scratch();
  const data = scratch.take('float32', [4]);
  const { buffer } = data;
  structuredClone(buffer, { transfer: [buffer as ArrayBuffer] });
  scratch.giveBack([buffer as ArrayBuffer]);
  expect(scratch.take('float32', [4]).length).toBe(4);
});

it('keeps no more memory than was lent at a time: what is too small makes room', () => {
  const scratch = new Scratch();
  const kept = new Set<ArrayBufferLike>();
  for (const length of [1, 2, 3, 4, 3, 2, 1]) {
    const { buffer } = scratch.take('float32', [length]);
    scratch.giveBack([buffer as ArrayBuffer]);
    kept.add(buffer);
  }
  expect([...kept].map(({ byteLength }) => byteLength)).toEqual([4, 8, 12, 16]);
});
