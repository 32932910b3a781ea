import { Tensor } from 'onnxruntime-web/webgpu';
import { expect, test } from 'vitest';

// Internal, so imported as a file.
const source = new URL('../src/tensors.ts', import.meta.url).href;
const { fromOrt } = (await import(source)) as typeof import('../src/tensors.ts');

test('an output of strings is refused by name', () => {
  const words = new Tensor('string', ['a', 'b'], [2]);
  expect(() => fromOrt({ words })).toThrow(
    /Output 'words' cannot be fetched\n {2}found: Its elements are .* string/,
  );
});
