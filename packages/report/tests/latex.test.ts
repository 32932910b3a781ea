import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderReport } from '../src/index.ts';
import { escapeLatex } from '../src/text/latex.ts';
import { CLASSES, METHODS, NETWORKS, study } from './study.ts';

const installed = spawnSync('pdflatex', ['--version']).status === 0;

test('what no font of the document has is told by its code point', () => {
  expect(escapeLatex('ρ ≥ −0.5 × α – 1\u202f000 [a_b] “é”')).toBe(
    '$\\rho$ $\\geq$ $-$0.5 $\\times$ $\\alpha$ -- 1\\,000 {[}a\\_b{]} “é”',
  );
  expect(escapeLatex('肺 🫁')).toBe('\\texttt{U+80BA} \\texttt{U+1FAC1}');
});

test.skipIf(!installed)('every table compiles, whatever its labels', { timeout: 120_000 }, () => {
  const names = ['α–β ≤ 肺炎 🫁', '\\input{x} $a_b^c$ #%&~{', '[1] <é> “q” | "x"'];
  const data = study({
    models: NETWORKS.slice(0, 2),
    methods: [...names, ...METHODS.slice(0, 4)],
    classes: [names[0], ...CLASSES.slice(0, 2)],
    readers: 2,
    casesPerClass: 6,
  });
  const { tables } = renderReport(data, { replicates: 50 });
  const packages =
    '\\usepackage[utf8]{inputenc}\\usepackage[T1]{fontenc}\\usepackage{booktabs}\\usepackage{amssymb}';
  const body = tables.map(({ latex }) => `${latex}\\clearpage\n`).join('');
  const folder = mkdtempSync(join(tmpdir(), 'camscope-latex-'));
  try {
    const document = `\\documentclass{article}\n${packages}\n\\begin{document}\n${body}\\end{document}\n`;
    writeFileSync(join(folder, 'tables.tex'), document);
    const told = execFileSync('pdflatex', ['-interaction=nonstopmode', '-halt-on-error', 'tables.tex'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(told.toString('latin1')).toMatch(/Output written on tables\.pdf/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
