import { definePlugin } from '@camscope/core';
import { sharpCodec } from './sharp.ts';

export { sharpCodec } from './sharp.ts';
export { MAX_PIXELS } from '@camscope/images-common';

export default definePlugin({ name: '@camscope/images', apiVersion: 1, contributes: [sharpCodec] });
