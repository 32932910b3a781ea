// Builds the studio: npm run studio
import { fileURLToPath } from 'node:url';
import { appFolder } from '@camscope/studio';
import { buildApp } from './build-app.ts';
import { sizesInWords, sizesOf } from './sizes.ts';

// What is published, whoever asks for it: the process of a test says that it is one, and dependencies would be built for that.
process.env.NODE_ENV = 'production';
const folder = fileURLToPath(appFolder);
await buildApp(folder);
console.log(sizesInWords(sizesOf(folder)));
