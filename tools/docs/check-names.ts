import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from '@camscope/core';
import { folderOf } from './plugins.ts';
import { workspace } from './pages.ts';

/** Where the name of a folder or file that holds one contribution is not its id. */
export function nameProblems(plugin: Plugin): string[] {
  const folder = folderOf(plugin);
  const ids = plugin.contributes.map(({ id }) => id);
  const [, name] = /^[a-z]+-(.*)$/.exec(basename(folder)) ?? [];
  const [id] = ids;
  const fits = ids.length > 1 || name === undefined || name === id || name === `${id}s`;
  const problems = fits ? [] : [`name the folder ${folder} after the id '${id}', or the id after the folder`];
  const sources = readdirSync(join(workspace, folder, 'src'), { recursive: true, encoding: 'utf8' });
  for (const source of sources.filter((file) => file.endsWith('.ts') && basename(file) !== 'index.ts')) {
    const text = readFileSync(join(workspace, folder, 'src', source), 'utf8');
    const held = ids.filter((id) => new RegExp(`^ +id: '${id}',$`, 'm').test(text));
    if (held.length === 1 && basename(source, '.ts') !== held[0]) {
      problems.push(`name ${folder}/src/${source} after the one contribution in it: ${held[0]}.ts`);
    }
  }
  return problems;
}
