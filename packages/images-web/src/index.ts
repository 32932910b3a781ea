import { definePlugin } from '@camscope/core';
import { webCodec } from './web.ts';

export { webCodec } from './web.ts';

export default definePlugin({ name: '@camscope/images-web', apiVersion: 1, contributes: [webCodec] });
