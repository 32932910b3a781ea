import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const runner = join(workspace, 'tools/run.js');
mkdirSync(join(workspace, 'tools/out'), { recursive: true });
const folder = mkdtempSync(join(workspace, 'tools/out/programs-'));
afterAll(() => rmSync(folder, { recursive: true }));

function program(name: string, text: string) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('runs TypeScript on the sources of the packages, from any folder, with arguments and exit code', () => {
  const script = program(
    'program.ts',
    `import { boxArea, type Box } from '@camscope/core';
    const [x1, y1] = process.argv.slice(2).map(Number);
    const box: Box = { x0: 0, y0: 0, x1, y1 };
    console.log(\`\${boxArea(box)} \${import.meta.resolve('@camscope/core').endsWith('/core/src/index.ts')}\`);
    process.exitCode = 3;`,
  );
  const { status, stdout, stderr } = spawnSync(process.execPath, [runner, script, '2', '5'], {
    cwd: '/',
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toEqual({ status: 3, stdout: '10 true\n', stderr: '' });
});

test('passes a signal on and dies of it', async () => {
  const script = program('wait.ts', `console.log('waiting'); setInterval(() => {}, 1000);`);
  const child = spawn(process.execPath, [runner, script], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.once('data', () => child.kill('SIGTERM'));
  const signal = await new Promise((resolve) => child.on('exit', (_code, name) => resolve(name)));
  expect(signal).toBe('SIGTERM');
});

test('without a program says how it is used', () => {
  const { status, stderr } = spawnSync(process.execPath, [runner], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 2, stderr: 'usage: node tools/run.js script.ts [args…]\n' });
});
