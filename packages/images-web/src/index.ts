import { definePlugin } from '@camscope/core';
import { webCodec } from './codec.ts';

export { webCodec } from './codec.ts';

export default definePlugin({ name: '@camscope/images-web', apiVersion: 1, contributes: [webCodec] });
