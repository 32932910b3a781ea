// @ts-check
/** Writes into every manifest what follows from its package's name, and the repository's address into CITATION.cff: npm run shape */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { REPOSITORY } from './repository.js';
import { fixedFields, kindOf, packedBy } from './shape.js';

const packages = new URL('../../packages/', import.meta.url);
let written = 0;

for (const folder of readdirSync(packages)) {
  const file = new URL(`${folder}/package.json`, packages);
  const text = readFileSync(file, 'utf8');
  const shaped = `${JSON.stringify(inShape(folder, JSON.parse(text)), null, 2)}\n`;
  if (shaped === text) continue;
  writeFileSync(file, shaped);
  written += 1;
}
const citation = new URL('../../CITATION.cff', import.meta.url);
const text = readFileSync(citation, 'utf8');
writeFileSync(citation, text.replace(/^repository-code: .*$/m, `repository-code: ${REPOSITORY}`));
console.log(`${written} manifests written`);

/**
 * What is the package's own stays as it is, behind what is not.
 * @param {string} folder
 * @param {Record<string, any>} manifest
 */
function inShape(folder, manifest) {
  const kind = kindOf(folder);
  if (!kind)
    throw new Error(`packages/${folder}: no kind of package is named so; see tools/workspace/shape.js`);
  const { name, nx, ...fields } = fixedFields(folder, kind);
  const fixed = { ...fields, files: packedBy(kind) };
  const { version, description, ...others } = manifest;
  const own = Object.entries(others).filter(([field]) => field !== 'name' && !(field in fixed));
  return { name, version, description, ...fixed, ...Object.fromEntries(own), nx };
}
