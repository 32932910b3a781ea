#!/usr/bin/env node
// @ts-check
/** The command is @camscope/cli's; who installs camscope has it by this name. */
await import(new URL('bin/camscope.js', import.meta.resolve('@camscope/cli/package.json')).href);
