import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { phantomResNet50 } from '@camscope/networks-phantom';
import { expect, onTestFinished, test } from 'vitest';
import { writeOwnFiles } from '../docs/commands/folder.ts';
import { examplesOf } from '../docs/examples/example.ts';
import { readPage, workspace } from '../docs/pages.ts';

const CAMSCOPE = `camscope() { "${process.execPath}" "${join(workspace, 'packages/cli/bin/camscope.cjs')}" "$@"; }`;

test.each([
  ['my-network-my-boxes', 'tried', ['Pleural Effusion is the networks’ Effusion', 'mean-box IoU']],
  ['my-masks', 'study/results', ['outlined', 'mean-box IoU']],
  ['three-readers', 'study/results', ['Readers: R1, R2 and R3', 'R1 – R2']],
])('what %s tells can be followed to the report', { timeout: 600_000 }, async (name, results, told) => {
  const folder = mkdtempSync(join(tmpdir(), 'camscope-tutorial-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  copyFileSync(phantomResNet50.file, join(folder, 'model.onnx'));
  await writeOwnFiles(folder);
  const page = `docs/tutorials/${name}.md`;
  const lines = examplesOf(page, readPage(page)).filter(({ language }) => language === 'sh');
  const script = [CAMSCOPE, 'set -e', ...lines.map(({ code }) => code)].join('\n');
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  for (const text of told) expect(`${stdout}${stderr}`.replaceAll("'", '’')).toContain(text);
  expect(existsSync(join(folder, results, 'report/index.html'))).toBe(true);
});
