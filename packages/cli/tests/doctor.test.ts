import { describe, expect, it } from 'vitest';
import { camscope, shell } from './support.ts';

describe('doctor', () => {
  it('tells which providers start, and why others do not', async () => {
    const { code, stdout } = await camscope('.', [
      'doctor',
      '--provider',
      'cpu',
      '--provider',
      'abacus',
      '--json',
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      node: process.version,
      providers: [
        { provider: 'cpu', starts: true, precision: 'exact' },
        { provider: 'abacus', starts: false, reason: expect.stringMatching(/abacus|cpu/) },
      ],
      reports: [],
    });
  });

  it.runIf(process.platform === 'linux')(
    'names the folder of the libraries of CUDA to whatever starts, and prints nothing of ONNX Runtime',
    async () => {
      const line = 'camscope doctor --provider cuda --cuda-libraries nothing --json';
      const { code, stdout, stderr } = await shell('.', line);
      expect([code, stderr]).toEqual([1, '']);
      const [cuda] = JSON.parse(stdout).providers;
      expect(cuda.reason).toMatch(/no libonnxruntime_providers_cuda\.so in \S*\/nothing/);
      expect(cuda.fix).toContain('docs/cuda.md');
    },
  );

  it('holds a provider to central differences, rule by rule and method by method', async () => {
    const only = (text: string) =>
      camscope('.', ['doctor', '--provider', 'cpu', '--conformance', '--only', text]);
    const rules = await only('Conv 3×3 padded');
    expect(rules.code).toBe(0);
    expect(rules.stdout).toMatch(/cpu against cpu: \d+ checks, all passed/);
    expect(rules.stdout).toMatch(/rule +Conv 3×3 padded \(opset \d+\) +0\.0e\+0 +\S+ +ok/);
    const method = await only('grad-cam on ResNet');
    expect(method.stdout).toMatch(/explainer +grad-cam on ResNet +0\.0e\+0 +ok/);
    expect(await only('Conv 3×3 paded')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('No conformance check was chosen'),
    });
  });
});
