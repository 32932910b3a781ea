/** Counts the rows of the table that the command line names, in a process whose memory is bounded. */
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { namedFile, openTable } from '../src/index.ts';

const table = await openTable(
  namedFile('own', 'annotations', process.argv[2], {
    baseDirectory: '/',
    files: nodeFiles,
    codec: sharpCodec,
  }),
);
let count = 0;
for await (const row of table.rows()) count += row.number('w') > 0 ? 1 : 0;
console.log(String(count));
