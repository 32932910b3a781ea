// @ts-check
import { readJson } from '@nx/devkit';
import ts from 'typescript';

/** @typedef {import('@nx/devkit').Tree} Tree */

/** The example of each family of plugins in the guide, which its packages begin with. @type {Record<string, { page: string, example: string, kind: string }>} */
export const EXAMPLES = {
  baselines: { page: 'other-measures', example: 'my-baseline', kind: 'baseline' },
  datasets: { page: 'dataset', example: 'my-data', kind: 'dataset' },
  filters: { page: 'filter', example: 'my-filter', kind: 'filter' },
  methods: { page: 'gradient-method', example: 'my-method', kind: 'explainer' },
  metrics: { page: 'metric', example: 'my-metric', kind: 'metric' },
  models: { page: 'model-family', example: 'my-family', kind: 'model' },
  segmenters: { page: 'segmenter', example: 'my-segmenter', kind: 'segmenter' },
};

/** What a module cannot call a constant of its own, beside reserved words. */
const MODULE = ['arguments', 'await', 'eval', 'undefined'];

/**
 * The files of a plugin that begins as the guide's example of its family, and what they import.
 * @param {Tree} tree
 * @param {string} name of the package, without its scope
 * @param {string} description
 */
export function skeletonOf(tree, name, description) {
  const [family] = name.split('-');
  const id = name.slice(family.length + 1);
  const { page, example, kind } = EXAMPLES[family];
  const text = tree.read(`docs/plugins/${page}.md`, 'utf8') ?? '';
  refuseTaken(name, id, codeOf(text, `file ${example}.ts`) + codeOf(text, `test ${example}.test.ts`));
  const source = renamed(codeOf(text, `file ${example}.ts`), example, id).replace(
    `definePlugin({ name: '${id}'`,
    `definePlugin({ name: '@camscope/${name}'`,
  );
  const test = renamed(codeOf(text, `test ${example}.test.ts`), example, id)
    .replace(`'./${id}.ts'`, `'@camscope/${name}'`)
    .replace("from 'node:test'", "from 'vitest'")
    .replace(/\bafter\b/g, 'afterAll');
  const readme = `# @camscope/${name}

${description}: \`${id}\`.

<!-- begin contribution ${kind}/${id} -->
<!-- end contribution -->
`;
  return {
    kind,
    files: { 'src/index.ts': source, [`tests/${id}.test.ts`]: test, 'README.md': readme },
    dependencies: versionsOf(tree, importedBy(source, name)),
    devDependencies: versionsOf(
      tree,
      importedBy(test, name).filter((one) => !importedBy(source, name).includes(one)),
    ),
  };
}

/** @param {string} page @param {string} mark */
function codeOf(page, mark) {
  const [, code] = page.split(`<!-- example: ${mark} -->\n\n\`\`\`ts\n`);
  if (code === undefined) throw new Error(`The guide has no example '${mark}'`);
  return code.slice(0, code.indexOf('\n```') + 1);
}

/**
 * The constant of a contribution is called by its id: by no word of the language, nor by a name that the example has already.
 * @param {string} name @param {string} id @param {string} code @throws Error for such an id.
 */
function refuseTaken(name, id, code) {
  const constant = camel(id);
  const why = !isIdentifier(constant)
    ? 'which JavaScript does not allow'
    : new RegExp(`(?<![.\\w'-])${constant}(?![\\w'-]|:)`).test(code) && 'which is another name in it';
  if (why)
    throw new Error(
      `'${name}': its constant would be called '${constant}', ${why}. Lengthen the id: ${name}-2, or what it is of`,
    );
}

/** @param {string} text */
function isIdentifier(text) {
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, true, ts.LanguageVariant.Standard, text);
  const kind = scanner.scan();
  const isReserved = kind >= ts.SyntaxKind.FirstReservedWord && kind <= ts.SyntaxKind.LastFutureReservedWord;
  return (
    scanner.isIdentifier() && !isReserved && scanner.getTokenEnd() === text.length && !MODULE.includes(text)
  );
}

/** The id of an example as it is in quotes, in identifiers and in titles. @param {string} code @param {string} from @param {string} to */
function renamed(code, from, to) {
  return code
    .replaceAll(from, to)
    .replaceAll(camel(from), camel(to))
    .replaceAll(title(from), title(to))
    .replace(/short: '\w+'/, `short: '${initials(to)}'`);
}

/** @param {string} id */
function camel(id) {
  return id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}

/** @param {string} id */
function title(id) {
  const words = id.replaceAll('-', ' ');
  return words[0].toUpperCase() + words.slice(1);
}

/** For the axes of figures, where a test tells whether others have them. @param {string} id */
function initials(id) {
  const words = id.split('-');
  return words.length > 1 ? words.map(([letter]) => letter.toUpperCase()).join('') : title(id).slice(0, 3);
}

/** Packages that code imports, beside itself and core, a plugin's only peer. @param {string} code @param {string} name */
function importedBy(code, name) {
  const all = [...code.matchAll(/ from '((?:@[\w-]+\/)?[\w-]+)[^':]*';/g)].map(([, one]) => one);
  const others = all.filter(
    (one) => !['@camscope/core', `@camscope/${name}`, 'vitest', 'node'].includes(one),
  );
  return [...new Set(others)].sort();
}

/** Ranges as the other packages have them. @param {Tree} tree @param {string[]} packages */
function versionsOf(tree, packages) {
  return Object.fromEntries(
    packages.map((one) => {
      if (!one.startsWith('@camscope/'))
        return [one, readJson(tree, 'packages/pixels/package.json').dependencies[one]];
      return [one, `^${readJson(tree, `packages/${one.slice('@camscope/'.length)}/package.json`).version}`];
    }),
  );
}
