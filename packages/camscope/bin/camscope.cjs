#!/usr/bin/env node
// @ts-check
/** The command is @camscope/cli's; who installs camscope has it by this name, and is told the versions of both. */
const { dirname, join } = require('node:path');
const { setEnvironmentData } = require('node:worker_threads');

setEnvironmentData('@camscope/cli/installed-as', require('../package.json').version);
require(join(dirname(require.resolve('@camscope/cli/package.json')), 'bin/camscope.cjs'));
