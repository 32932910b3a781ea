// The main job on what comes with camscope: examples/phantom/study.yaml, and the report of it.
// Usage: npm run demo
import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const STUDY = join(ROOT, 'examples/phantom/study.yaml');
const OUT = join(ROOT, 'out/demo');
const shown = (path: string) => relative(process.cwd(), path) || '.';

console.error(`The study ${shown(STUDY)}: phantoms, not patients. Every method on five small networks …`);
await rm(OUT, { recursive: true, force: true });
camscope('run', STUDY);
camscope('report', OUT, '--title', 'Phantoms: where did five networks look?');
console.log(`
The report: ${shown(join(OUT, 'report/index.html'))}   open it in a browser
Beside it: its figures (SVG) and tables (CSV, LaTeX); in ${shown(OUT)}: scores.csv and the raw maps.`);

function camscope(...args: string[]): void {
  const cli = join(ROOT, 'packages/cli/bin/camscope.cjs');
  const { status } = spawnSync(process.execPath, [cli, ...args], { stdio: ['inherit', 'ignore', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}
