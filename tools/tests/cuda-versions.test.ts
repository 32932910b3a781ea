import { readFileSync } from 'node:fs';
import { devices } from '@camscope/onnx';
import manifest from 'onnxruntime-node/package.json' with { type: 'json' };
import { expect, test } from 'vitest';

/** Its providers fit onnxruntime-node of their own version alone. */
test.each(['docs/cuda.md', 'tools/cuda/Containerfile'])(
  '%s names the ONNX Runtime that is installed',
  (file) => {
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    expect(new Set(text.match(/\b1\.\d+\.\d+\b/g))).toEqual(new Set([manifest.version]));
  },
);

test('the list of CUDA kernels is that of the ONNX Runtime that is installed', () => {
  expect(devices.cuda.title).toBe(`CUDA of ONNX Runtime ${manifest.version}`);
});
