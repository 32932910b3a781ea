#!/usr/bin/env node
// @ts-check
// Images are decoded in libuv's threads, which are as many as the environment says when the first of them is needed. Modules are read in
// them: hence no module.
const { availableParallelism } = require('node:os');

process.env.UV_THREADPOOL_SIZE ??= String(Math.max(4, availableParallelism()));
void import('./start.js');
