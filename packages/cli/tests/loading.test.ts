import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '@camscope/cli';
import { loadNamed } from '../src/plugins/load-named.ts';
import { STUDY, studyFolder } from './studies.ts';
import { folderWith, start } from './support.ts';

const RUN = fileURLToPath(new URL('../../../tools/run.js', import.meta.url));
const IN_TIME = new URL('../src/plugins/in-time.ts', import.meta.url).href;
const DATA = `import { defineDataset, definePlugin } from '@camscope/core';
const mine = defineDataset({ id: 'mine', title: 'Mine', open: () => OPENED });
export default definePlugin({ name: 'mine', apiVersion: 1, contributes: [mine] });
`;

describe('a plugin that', () => {
  beforeAll(async () => {
    await start('/', ['--version']);
  });

  it.each([
    [
      'awaits what never comes',
      'await new Promise(() => undefined);',
      'does not finish loading\n  found: It awaits',
    ],
    [
      'ends the process',
      'import { exit } from "node:process";\nexit(0);',
      /ended the process, at .*bad\.mjs:2:\d+\n$/,
    ],
    [
      'fails beside its loading',
      "setTimeout(() => { throw new Error('too late'); });\nawait new Promise((go) => setTimeout(go, 1e6));",
      /bad\.mjs:1:\d+: The plugin '\.\/bad\.mjs' failed\n {2}found: too late/,
    ],
  ])('%s while it is loaded is told', async (_, text, found) => {
    const cwd = await folderWith({ 'bad.mjs': text });
    const { code, stderr } = await start(cwd, ['list', '--plugin', './bad.mjs']);
    expect(stderr).toContain("The plugin './bad.mjs' ");
    expect(stderr).toMatch(typeof found === 'string' ? new RegExp(found) : found);
    expect(stderr).not.toContain('defect');
    expect([EXIT.usage, EXIT.brokenOff]).toContain(code);
  });

  it('takes too long is given up', async () => {
    const cwd = await folderWith({ 'slow.mjs': 'await new Promise((go) => setTimeout(go, 1e6));' });
    await expect(loadNamed({ name: './slow.mjs', directory: cwd }, 0.1)).rejects.toMatchObject({
      code: 'PLUGIN_INVALID',
      message: expect.stringMatching(/does not finish loading\n {2}found: Not loaded after 0\.1 s/),
    });
  });

  it('blocks the process is told by another thread, which ends it', async () => {
    const cwd = await folderWith({
      'blocked.mts': `import { inTime } from ${JSON.stringify(IN_TIME)};
await inTime(async () => { for (;;); }, './loop.ts', 0.2, 0.2);`,
    });
    await expect(
      promisify(execFile)(process.execPath, [RUN, join(cwd, 'blocked.mts')]),
    ).rejects.toMatchObject({
      signal: 'SIGKILL',
      stderr: expect.stringMatching(
        /The plugin '\.\/loop\.ts' does not finish loading\n {2}found: It has blocked/,
      ),
    });
  });

  it('fails in a thread beside what it is asked is told', async () => {
    const late = `import { defineMetric, definePlugin } from '@camscope/core';
const measure = () => (setTimeout(() => { throw new Error('too late'); }), { value: 1 });
const mine = { id: 'mine', title: 'Mine', needs: 'map', scoreDirection: 'none', range: [0, 1], measure };
export default definePlugin({ name: 'mine', apiVersion: 1, contributes: [defineMetric(mine)] });
`;
    const study = `${STUDY.replace('hit-rate', 'mine')}plugins: [./late.mjs]\nruntime: { workers: 1 }\n`;
    const cwd = await studyFolder({ 'late.mjs': late, 'study.yaml': study });
    const { code, stderr } = await start(cwd, ['run', 'study.yaml']);
    expect(code, stderr).toBe(EXIT.brokenOff);
    expect(stderr).toMatch(/late\.mjs:2:\d+: The plugin '\.\/late\.mjs' failed\n {2}found: too late/);
  });

  it.each([
    [
      'ends the process in a function',
      'process.exit(0)',
      /The plugin '\.\/data\.mjs' ended the process, at .*data\.mjs:2:\d+/,
    ],
    [
      'never answers',
      'new Promise(() => undefined)',
      /A plugin awaits what never comes\n {2}found: The dataset 'mine' of the plugin 'mine': open/,
    ],
  ])('%s is told', async (_, opened, found) => {
    const study = `${STUDY.replace(/data: .*/, 'data: mine')}plugins: [./data.mjs]\n`;
    const cwd = await studyFolder({ 'data.mjs': DATA.replace('OPENED', opened), 'study.yaml': study });
    const { code, stderr } = await start(cwd, ['run', 'study.yaml']);
    expect(code, stderr).toBe(EXIT.brokenOff);
    expect(stderr).toMatch(found);
  });
});
