// @ts-check
/**
 * Adds up the report that `npm test` left and prints 'N passed, N failed' as its last line: node tools/test-summary.js [I/N]. Of a share of the
 * tests not every package needs to have some.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { addUp } from './workspace/test-report.js';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const file = 'out/tests.json';
const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
const projects = ['tools', ...readdirSync('packages').map((folder) => `packages/${folder}`)];
const [share = '1/1'] = process.argv.slice(2);
const { passed, failed, skipped, notes } = addUp(report, share === '1/1' ? projects : []);

for (const note of notes) console.log(note);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
