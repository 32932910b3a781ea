// @ts-check
import { formatFiles, readJson } from '@nx/devkit';
import { exportOf, FAMILY_NAMES, fixedFields, kindOf, packedBy, tsconfigOf } from '../workspace/shape.js';
import { buildIn } from './built-in.js';
import { skeletonOf } from './skeleton.js';

/**
 * Writes a new package in the common shape; files that are there already are kept. A plugin begins as the guide's example of its
 * family, with its tests, and is built in. Of another package, the test fails until it holds something.
 * @param {import('@nx/devkit').Tree} tree
 * @param {{ name: string, description: string }} options
 */
export default async function packageGenerator(tree, { name, description }) {
  const kind = kindOf(name);
  if (!kind) {
    throw new Error(
      `'${name}' fits no kind of package. Use <family>-<name>, with a family of ${FAMILY_NAMES.join(', ')}`,
    );
  }
  const root = `packages/${name}`;
  if (tree.exists(`${root}/package.json`)) throw new Error(`${root} is a package already`);

  const isOfFamily = kind.plugin && FAMILY_NAMES.includes(name.split('-')[0]);
  const skeleton = isOfFamily ? skeletonOf(tree, name, description) : undefined;
  const json = (/** @type {unknown} */ value) => `${JSON.stringify(value, null, 2)}\n`;
  const files = {
    'package.json': json(manifest(tree, name, description, kind, skeleton)),
    'README.md': `# @camscope/${name}\n\n${description}.\n`,
    'tsconfig.json': json(tsconfigOf(kind)),
    ...(kind.type === 'networks' ? { 'models/.gitkeep': '' } : {}),
    ...(skeleton?.files ?? (kind.plugin ? pluginFiles(name) : otherFiles(name))),
  };
  for (const [file, text] of Object.entries(files)) {
    if (!tree.exists(`${root}/${file}`)) tree.write(`${root}/${file}`, text);
  }
  if (skeleton) buildIn(tree, name, skeleton.kind, kind.platform);
  await formatFiles(tree);

  return () =>
    console.log(`\nNow run: npm install && npx nx sync${skeleton ? ' && npm run docs:write' : ''}`);
}

/**
 * @param {import('@nx/devkit').Tree} tree
 * @param {string} name
 * @param {string} description
 * @param {import('../workspace/shape.js').Kind} kind
 * @param {{ dependencies: object, devDependencies: object }} [skeleton]
 */
function manifest(tree, name, description, kind, skeleton) {
  const { name: scoped, nx, ...fields } = fixedFields(name, kind);
  const core = `^${readJson(tree, 'packages/core/package.json').version}`;
  return {
    name: scoped,
    version: '0.1.0',
    description,
    ...fields,
    files: packedBy(kind),
    exports: { '.': exportOf('index'), './package.json': './package.json' },
    // There even where it is empty: lint adds what is imported to it, and to peers where there is none.
    dependencies: skeleton?.dependencies ?? {},
    ...(kind.plugin ? { peerDependencies: { '@camscope/core': core } } : {}),
    ...(skeleton ? { devDependencies: skeleton.devDependencies } : {}),
    nx,
  };
}

/** @param {string} name */
function pluginFiles(name) {
  return {
    'src/index.ts': `import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/${name}', apiVersion: 1, contributes: [] });
`,
    'tests/plugin.test.ts': `import plugin from '@camscope/${name}';
import { expect, test } from 'vitest';

test('contributes something', () => {
  expect(plugin.contributes).not.toEqual([]);
});
`,
  };
}

/** @param {string} name */
function otherFiles(name) {
  return {
    'src/index.ts': 'export {};\n',
    'tests/index.test.ts': `import * as exported from '@camscope/${name}';
import { expect, test } from 'vitest';

test('exports something', () => {
  expect(Object.keys(exported)).not.toEqual([]);
});
`,
  };
}
