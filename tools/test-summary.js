// @ts-check
/** Adds up the report that `npm test` left and prints 'N passed, N failed' as its last line. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { addUp } from './workspace/test-report.js';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const file = 'out/tests.json';
const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
const projects = ['tools', ...readdirSync('packages').map((folder) => `packages/${folder}`)];
const { passed, failed, skipped, notes } = addUp(report, projects);

for (const note of notes) console.log(note);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
