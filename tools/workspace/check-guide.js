// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An example that is a file, or tests, in a page of the guide. */
const EXAMPLE = /<!-- example: (?:file|test) (\S+) -->\n\n```ts\n(.*?)^```$/gms;
const TSCONFIG = /<!-- example: file tsconfig\.json -->\n\n```json\n(.*?)^```$/ms;

/**
 * The files that an author has who follows the guide in a folder of their own: every example, every test, and the TypeScript
 * configuration.
 * @param {string} workspace
 * @returns {Record<string, string>} texts by name
 */
export function filesOfGuide(workspace) {
  const pages = [
    'plugins.md',
    ...readdirSync(join(workspace, 'docs/plugins')).map((name) => `plugins/${name}`),
  ];
  const texts = pages.map((page) => readFileSync(join(workspace, 'docs', page), 'utf8'));
  const examples = texts.flatMap((text) => [...text.matchAll(EXAMPLE)].map(([, name, code]) => [name, code]));
  const [, config] = TSCONFIG.exec(texts[0]) ?? [];
  if (config === undefined || examples.length < 20)
    throw new Error('The guide lacks examples, or its tsconfig.json');
  return { ...Object.fromEntries(examples), 'tsconfig.json': config };
}
