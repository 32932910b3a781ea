import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/datasets-phantom', apiVersion: 1, contributes: [] });
