// @ts-check
/** Where the workspace lives. This is the one place that says it: edit it, then run `npm run shape`. */
export const REPOSITORY = 'https://github.com/OWNER/camscope';

/** The address above is not that of a repository yet, and nothing is released under it. */
export const PLACEHOLDER = REPOSITORY.includes('/OWNER/');
