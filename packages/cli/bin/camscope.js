#!/usr/bin/env node
// @ts-check
import { runFrom } from './sources.js';

await runFrom('main');
