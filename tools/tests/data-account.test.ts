import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '@camscope/cli';
import { expect, onTestFinished, test } from 'vitest';
import { workspace } from '../docs/pages.ts';

interface Mean {
  readonly mean: number;
  readonly findings: number;
}

interface Reference {
  readonly images: number;
  readonly boxes: number;
  readonly labels: Record<
    string,
    {
      readonly annotated: number;
      readonly findings: number;
      readonly boxes: number;
      readonly priors: Record<string, Mean>;
      readonly agreement: Record<string, Mean>;
    }
  >;
}

interface Told {
  readonly images: number;
  readonly drawn: { readonly boxes: number };
  readonly labels: readonly { readonly label: string }[];
  readonly priors: {
    readonly labels: readonly { label: string; priors: readonly (Mean & { prior: string })[] }[];
  };
  readonly agreement: readonly { label: string; pairs: readonly (Mean & { readers: string[] })[] }[];
}

const FIXTURES = join(workspace, 'tools/tests/fixtures/data');
const STUDY = 'version: 1\ndata: { use: table, images: none, annotations: boxes.csv }\n';

test('counts, priors and agreement are those of tools/reference/data_account.py', async () => {
  const expected = JSON.parse(readFileSync(join(FIXTURES, 'account.json'), 'utf8')) as Reference;
  const told = await account();
  expect(told).toMatchObject({ images: expected.images, drawn: { boxes: expected.boxes } });
  for (const [name, { priors, agreement, ...counts }] of Object.entries(expected.labels)) {
    const of = <T extends { readonly label: string }>(all: readonly T[]) =>
      all.find(({ label }) => label === name)!;
    expect(of(told.labels)).toMatchObject(counts);
    const means = of(told.priors.labels).priors;
    for (const [prior, mean] of Object.entries(priors))
      expect(
        means.find((one) => one.prior === prior),
        prior,
      ).toMatchObject(close(mean));
    const { pairs } = of(told.agreement);
    expect(pairs).toHaveLength(Object.keys(agreement).length);
    for (const { readers, ...mean } of pairs) expect(mean).toEqual(close(agreement[readers.join(' ')]));
  }
});

function close({ mean, findings }: Mean) {
  return { mean: expect.closeTo(mean, 12) as number, findings };
}

async function account(): Promise<Told> {
  const cwd = mkdtempSync(join(tmpdir(), 'camscope-data-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  copyFileSync(join(FIXTURES, 'boxes.csv'), join(cwd, 'boxes.csv'));
  writeFileSync(join(cwd, 'study.yaml'), STUDY);
  let out = '';
  const io = {
    ...{ cwd, stderrIsTty: false, debug: false, signal: new AbortController().signal },
    stdout: (text: string) => void (out += text),
    stderr: () => undefined,
  };
  expect(await main(['data', 'study.yaml', '--json'], io)).toBe(0);
  return JSON.parse(out) as Told;
}
