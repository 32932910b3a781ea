// @ts-check
/** Adds up the test reports that `npm test` left in the projects and prints 'N passed, N failed' as its last line. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { addUp } from './workspace/test-reports.js';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const projects = ['tools', ...readdirSync('packages').map((folder) => `packages/${folder}`)];

const reports = projects.map((project) => {
  const file = `${project}/out/tests.json`;
  return { project, report: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined };
});
const { passed, failed, skipped, notes } = addUp(reports);

for (const note of notes) console.log(note);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
