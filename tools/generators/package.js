// @ts-check
import { formatFiles, readJson } from '@nx/devkit';
import { exportOf, FAMILY_NAMES, fixedFields, kindOf, packedBy, tsconfigOf } from '../workspace/shape.js';

/**
 * Writes a new package in the common shape; files that are there already are kept. Its test fails until it holds something.
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

  const json = (/** @type {unknown} */ value) => `${JSON.stringify(value, null, 2)}\n`;
  const files = {
    'package.json': json(manifest(tree, name, description, kind)),
    'README.md': `# @camscope/${name}\n\n${description}.\n`,
    'tsconfig.json': json(tsconfigOf(kind)),
    ...(kind.plugin ? pluginFiles(name) : otherFiles(name)),
  };
  for (const [file, text] of Object.entries(files)) {
    if (!tree.exists(`${root}/${file}`)) tree.write(`${root}/${file}`, text);
  }
  await formatFiles(tree);

  return () => console.log([`\nNow run: npm install && npx nx sync`, ...builtIn(name, kind)].join('\n'));
}

/**
 * @param {import('@nx/devkit').Tree} tree
 * @param {string} name
 * @param {string} description
 * @param {import('../workspace/shape.js').Kind} kind
 */
function manifest(tree, name, description, kind) {
  const { name: scoped, nx, ...fields } = fixedFields(name, kind);
  const core = `^${readJson(tree, 'packages/core/package.json').version}`;
  return {
    name: scoped,
    version: '0.1.0',
    description,
    ...fields,
    files: packedBy(kind),
    exports: { '.': exportOf('index'), './package.json': './package.json' },
    ...(kind.plugin ? { peerDependencies: { '@camscope/core': core } } : {}),
    nx,
  };
}

/**
 * Where a plugin is listed to be built in.
 * @param {string} name
 * @param {import('../workspace/shape.js').Kind} kind
 */
function builtIn(name, { plugin, platform }) {
  const [list, home] =
    platform === 'any' ? ['plugins/src/portable.ts', 'plugins'] : ['cli/src/plugins/built-in.ts', 'cli'];
  const text = `To build it in: list @camscope/${name} in packages/${list}, a dependency of packages/${home}`;
  return plugin ? [text] : [];
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
