#!/usr/bin/env node
// @ts-check
/** The command is @camscope/cli's; who installs camscope has it by this name, and is told the versions of both. */
import { createRequire } from 'node:module';
import { setEnvironmentData } from 'node:worker_threads';

const { version } = createRequire(import.meta.url)('../package.json');
setEnvironmentData('@camscope/cli/installed-as', version);
await import(new URL('bin/camscope.js', import.meta.resolve('@camscope/cli/package.json')).href);
