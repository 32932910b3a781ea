import { join } from 'node:path';
import { loadPlugins } from '@camscope/cli';
import { studyJsonSchema } from '@camscope/experiment';
import { workspace } from './pages.ts';

/** By which editors check the studies of `examples`. */
export const schemaFile = join(workspace, 'examples/study.schema.json');

/** What `camscope schema` prints. */
export async function schemaText(): Promise<string> {
  const { registry } = await loadPlugins([]);
  return `${JSON.stringify(studyJsonSchema(registry), null, 2)}\n`;
}
