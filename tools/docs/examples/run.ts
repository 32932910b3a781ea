/** Imports modules one after the other and writes how it went: node tools/run.js tools/docs/examples/run.ts jobs.json */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf } from '@camscope/core';

/** A module to be run in a folder, in which files of other places are to be had. */
export interface Job {
  readonly name: string;
  readonly module: string;
  readonly folder: string;
  readonly files: Readonly<Record<string, string>>;
}

const [list] = process.argv.slice(2);
const jobs = JSON.parse(readFileSync(list, 'utf8')) as Job[];
const failures: Record<string, string> = {};
console.log = () => undefined;
for (const { name, module, folder, files } of jobs) {
  mkdirSync(folder);
  for (const [file, path] of Object.entries(files)) symlinkSync(path, join(folder, file));
  process.chdir(folder);
  try {
    await import(pathToFileURL(module).href);
  } catch (error) {
    failures[name] = messageOf(error);
  }
}
writeFileSync(`${list}.failures`, JSON.stringify(failures));
