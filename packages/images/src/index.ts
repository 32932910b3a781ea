import { definePlugin } from '@camscope/core';
import { sharpCodec } from './codec.ts';

export { sharpCodec } from './codec.ts';
export { MAX_PIXELS } from './limits.ts';

export default definePlugin({ name: '@camscope/images', apiVersion: 1, contributes: [sharpCodec] });
