// Builds the studio: npm run studio
import { fileURLToPath } from 'node:url';
import { appFolder } from '@camscope/studio';
import { buildApp } from './build-app.ts';
import { sizesInWords, sizesOf } from './sizes.ts';

const folder = fileURLToPath(appFolder);
await buildApp(folder);
console.log(sizesInWords(sizesOf(folder)));
