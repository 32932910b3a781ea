import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/methods-ablation-cam', apiVersion: 1, contributes: [] });
