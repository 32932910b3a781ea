// @ts-check
/**
 * Holds messages of commits to what versions and changelogs are made from.
 *
 * node tools/release/check-commits.js [FILE]: the message in FILE, as git's hook has it; without, those of all commits.
 */
import { readFileSync } from 'node:fs';
import { commitProblem } from './commits.js';
import { git } from './packages.js';

const [file] = process.argv.slice(2);
const messages = file
  ? [readFileSync(file, 'utf8').replace(/^#.*\n?/gm, '')]
  : git('.', 'log', '--no-merges', '--format=%B%x00')
      .split('\0')
      .filter((text) => text.trim() !== '');

// While commits are put together, git itself names them so; none of them is pushed.
const problems = messages
  .map((message) => message.trim())
  .filter((message) => !file || !/^(fixup|squash|amend)! |^Merge /.test(message))
  .flatMap((message) => commitProblem(message) ?? []);
for (const problem of problems) console.error(problem);
if (problems.length > 0) {
  console.error('See "Commits and releases" in CONTRIBUTING.md');
  process.exitCode = 1;
}
