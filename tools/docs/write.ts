/** Writes what is generated in the pages, between their markers: npm run docs */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withGenerated } from './blocks.ts';
import { pages, readPage, workspace } from './pages.ts';

for (const page of pages()) {
  const before = readPage(page);
  const text = await withGenerated(page, before);
  if (text === before) continue;
  writeFileSync(join(workspace, page), text);
  console.log(page);
}
