import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '@camscope/cli';
import { denseNet, resNet } from '@camscope/conformance';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeChestXray14 } from '../docs/commands/folder.ts';
import { examplesOf } from '../docs/examples/example.ts';
import { readPage, workspace } from '../docs/pages.ts';
import { schemaFile, schemaText } from '../docs/study-schema.ts';

describe('the schema that a study names is there', () => {
  const named = readdirSync(join(workspace, 'examples'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => {
      const path = join(workspace, 'examples', file);
      const schemas = [...readFileSync(path, 'utf8').matchAll(/\$schema=(\S+)/g)];
      return schemas.map(([, schema]) => ({ file, schema, path: join(dirname(path), schema) }));
    });

  test.each(named)('$file: $schema', ({ path }) => {
    expect(existsSync(path)).toBe(true);
  });

  test('and is that of camscope as it is', async () => {
    expect(named.map(({ path }) => path)).toContain(schemaFile);
    expect(await readFile(schemaFile, 'utf8'), 'run npm run docs:write').toBe(await schemaText());
  });
});

describe('the example on ChestX-ray14 does what its page says', () => {
  const EXAMPLE = 'examples/chestxray14';
  const commands = examplesOf(`${EXAMPLE}/README.md`, readPage(`${EXAMPLE}/README.md`))
    .filter(({ language }) => language === 'sh')
    .flatMap(({ code }) => code.trim().split('\n'));

  let cwd: string;
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'camscope-example-'));
    await cp(join(workspace, EXAMPLE), cwd, { recursive: true });
    await writeChestXray14(cwd);
    await addNetworks(cwd);
  }, 120_000);
  afterAll(() => rm(cwd, { recursive: true }));

  test.each(commands)('%s', { timeout: 300_000 }, async (line) => {
    const [npx, camscope, ...argv] = line.split(' ');
    expect([npx, camscope]).toEqual(['npx', 'camscope']);
    let stderr = '';
    const code = await main(argv, {
      ...{ cwd, stdout: () => undefined, stderr: (text) => (stderr += text), stderrIsTty: false },
      ...{ signal: new AbortController().signal, debug: false },
    });
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    expect(stderr).not.toContain('nobody stated');
  });

  test('and leaves the page where it says', async () => {
    for (const study of ['', 'study'])
      expect((await stat(join(cwd, study, 'results/report/index.html'))).size).toBeGreaterThan(10_000);
  });
});

/** Small networks of the families and with the inputs and outputs that the cards say. */
async function addNetworks(folder: string): Promise<void> {
  const residual = (seed: number) => resNet({ blocks: [1, 1], width: 1, seed });
  const dense = (seed: number) => denseNet({ blocks: [1, 1], growth: 2, seed });
  const networks = {
    resnet50: residual(1),
    resnet152: residual(2),
    densenet121: dense(3),
    densenet169: dense(4),
  };
  for (const [name, model] of Object.entries(networks)) await writeFile(join(folder, `${name}.onnx`), model);
}
