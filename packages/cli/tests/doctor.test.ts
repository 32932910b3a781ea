import { describe, expect, it } from 'vitest';
import { camscope } from './support.ts';

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
        { provider: 'cpu', starts: true },
        { provider: 'abacus', starts: false, reason: expect.stringMatching(/abacus|cpu/) },
      ],
      reports: [],
    });
  });

  it('holds a provider to central differences, rule by rule and method by method', async () => {
    const { code, stdout } = await camscope('.', ['doctor', '--provider', 'cpu', '--conformance']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/cpu against cpu: \d+ checks, all passed/);
    expect(stdout).toMatch(/rule +Conv 3×3 padded \(opset \d+\) +0\.0e\+0 +\S+ +ok/);
    expect(stdout).toMatch(/explainer +grad-cam on ResNet +0\.0e\+0 +ok/);
  });
});
