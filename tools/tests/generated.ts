import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { workspace } from '../docs/pages.ts';

/** What the generator of packages reads and changes, in memory. */
export function workspaceTree(): Tree {
  const tree = createTreeWithEmptyWorkspace({ formatter: 'none' });
  const files = [
    'README.md',
    'packages/cli/src/plugins/built-in.ts',
    'packages/plugins/src/portable.ts',
    ...readdirSync(join(workspace, 'docs/plugins')).map((name) => `docs/plugins/${name}`),
    ...readdirSync(join(workspace, 'packages')).map((name) => `packages/${name}/package.json`),
  ];
  for (const file of files) tree.write(file, readFileSync(join(workspace, file)));
  return tree;
}
