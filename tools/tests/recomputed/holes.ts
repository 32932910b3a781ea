import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { linesOf, type Line } from './csv.ts';

/** What becomes of a line: itself, the same without a value, or nothing. */
type Change = (line: Line) => 'keep' | 'empty' | 'drop';

/**
 * Takes values and lines out of a run: a method that lacks some findings, one that lacks many, one that lacks some on one network, a prior and a
 * reader that lack two, agreement, sanity and classification with gaps.
 */
export function makeHoles(folder: string): void {
  const scores = linesIn(folder, 'scores');
  const findings = [...new Set(scores.map(findingOf))];
  const [first, second, third, fourth] = findings;
  const many = new Set(findings.filter((_, i) => i % 3 === 0));
  change(folder, 'scores', scores, (line) => {
    const finding = findingOf(line);
    if (line.method === 'layer-cam' && [first, second].includes(finding)) return 'empty';
    if (line.method === 'hires-cam' && many.has(finding)) return 'drop';
    if (line.method === 'grad-cam' && finding === third && line.model === scores[0].model) return 'drop';
    if (line.method === 'density-peak' && [third, fourth].includes(finding)) return 'empty';
    if (line.method === 'reader:R1' && [second, fourth].includes(finding)) return 'drop';
    return 'keep';
  });
  change(folder, 'agreement', linesIn(folder, 'agreement'), (line) => {
    if (line.a === 'hires-cam' || line.b === 'hires-cam') return many.has(findingOf(line)) ? 'drop' : 'keep';
    return findingOf(line) === second && [line.a, line.b].includes('layer-cam') ? 'empty' : 'keep';
  });
  const some: Change = (line) => (line.method === 'grad-cam' && line.step === '0' ? 'empty' : 'keep');
  change(folder, 'sanity', linesIn(folder, 'sanity'), some);
  const unknown: Change = ({ label }) => (label === 'Effusion' ? 'empty' : 'keep');
  change(folder, 'classification', linesIn(folder, 'classification'), unknown);
}

const findingOf = ({ class: label, image }: Line) => `${label}\n${image}`;

function linesIn(folder: string, table: string): Line[] {
  return linesOf(readFileSync(join(folder, `${table}.csv`), 'utf8'));
}

function change(folder: string, table: string, lines: readonly Line[], how: Change): void {
  const changed = lines.flatMap((line) => {
    const what = how(line);
    if (what === 'drop') return [];
    return [what === 'keep' ? line : { ...line, value: '', reason: 'It is gone' }];
  });
  const columns = Object.keys(lines[0]);
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const text = [columns, ...changed.map((line) => columns.map((name) => line[name]))]
    .map((cells) => `${cells.map(cell).join(',')}\n`)
    .join('');
  writeFileSync(join(folder, `${table}.csv`), text);
}
