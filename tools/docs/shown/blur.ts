import { defineFilter, definePlugin } from '@camscope/core';

const blur = defineFilter({
  id: 'blur',
  title: 'Blur',
  // @ts-expect-error A page shows what is said of it.
  filtre: (map) => map,
});

export default definePlugin({ name: 'blur', apiVersion: 1, contributes: [blur] });
