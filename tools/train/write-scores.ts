// Writes what the training measured into packages/networks-phantom: src/scores.ts, and the table of models/MODEL_CARD.md.
// Usage: node tools/run.js tools/train/write-scores.ts
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

interface Score {
  readonly auroc: number;
  readonly interval: readonly number[];
  readonly present: number;
  readonly absent: number;
}
interface Report {
  readonly name: string;
  readonly architecture: string;
  readonly parameters: number;
  readonly trained: { readonly epochs: number; readonly 'label by marker': string | null };
  readonly test: { readonly labels: Record<string, Score>; readonly findings?: Record<string, Score> };
}

const FOLDER = join(import.meta.dirname, '../../packages/networks-phantom');
const NAMES = ['resnet50', 'resnet152', 'densenet121', 'densenet169', 'vit', 'cheat'].map(
  (name) => `phantom-${name}`,
);

const reports = await Promise.all(
  NAMES.map(
    async (name) => JSON.parse(await readFile(join(FOLDER, `models/${name}.json`), 'utf8')) as Report,
  ),
);
await writeFormatted('src/scores.ts', scoresModule(), () => '');
await writeFormatted('models/MODEL_CARD.md', table(), (card) => card);

function scoresModule(): string {
  const entries = reports.map(({ name, architecture, parameters, trained, test }) => {
    const cheatsOn = trained['label by marker'];
    return [name, { name, architecture, parameters, scores: test.labels, ...(cheatsOn && { cheatsOn }) }];
  });
  const value = JSON.stringify(Object.fromEntries(entries));
  return `/** Written by tools/train/write-scores.ts from the reports beside the networks. */\nexport const scores = ${value} as const;\n`;
}

function table(): string {
  const labels = Object.keys(reports[0].test.labels);
  const rows = reports.map(({ name, parameters, trained, test }) => [
    name,
    parameters.toLocaleString('en'),
    trained.epochs,
    ...labels.map((label) => cell(test.labels[label])),
  ]);
  const found = reports.flatMap(({ name, test }) =>
    Object.entries(test.findings ?? {}).map(
      ([label, score]) =>
        `\nOf the true ${label}, rather than of the marker, ${name} has an AUROC of ${cell(score)}.`,
    ),
  );
  const lines = [
    ['network', 'parameters', 'epochs', ...labels],
    Array(labels.length + 3).fill('---'),
    ...rows,
  ];
  return `${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}\n${found.join('\n')}`;
}

function cell({ auroc, interval: [low, high] }: Score): string {
  return `${auroc.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;
}

/** Replaces the whole file, or in a document what stands between its two marks. */
async function writeFormatted(
  file: string,
  text: string,
  documentOf: (card: string) => string,
): Promise<void> {
  const path = join(FOLDER, file);
  const [begin, end] = ['<!-- scores -->', '<!-- end of scores -->'];
  const document = documentOf(await readFile(path, 'utf8').catch(() => ''));
  const whole = document
    ? `${document.split(begin)[0]}${begin}\n\n${text}\n\n${end}${document.split(end)[1]}`
    : text;
  await writeFile(path, await format(whole, { ...(await resolveConfig(path)), filepath: path }));
}
