/** Writes what is generated in the pages, between their markers, and the schema of the examples: npm run docs:write */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { withGenerated } from './blocks.ts';
import { pages, readPage, workspace } from './pages.ts';
import { schemaFile, schemaText } from './study-schema.ts';

for (const page of pages()) {
  const before = readPage(page);
  write(page, before, await withGenerated(page, before));
}
write(relative(workspace, schemaFile), readFileSync(schemaFile, 'utf8'), await schemaText());

function write(file: string, before: string, text: string): void {
  if (text === before) return;
  writeFileSync(join(workspace, file), text);
  console.log(file);
}
