import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/datasets-chexlocalize', apiVersion: 1, contributes: [] });
