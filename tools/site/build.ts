/**
 * The documentation's site: `npm run docs` serves it, and again what is edited; `npm run docs:build` writes it to out/site. Its own
 * packages are installed when they are wanted first. Further arguments are VitePress's: `npm run docs:build -- --base /camscope/`.
 */
import { execSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages } from '../docs/pages.ts';
import { apiEntries, writeApi } from './api.ts';
import { sidebar, titleOf } from './navigation.ts';
import { drawMaps, figures } from './pictures.ts';
import { run, SITE } from './run.ts';

const [command, ...args] = process.argv.slice(2);
const out = join(SITE, 'out');
const api = join(out, 'api');
const maps = join(out, 'public/maps');
// What takes long is not made anew to be looked at.
const isWanted = (folder: string) => command === 'build' || !existsSync(folder);

install();
mkdirSync(out, { recursive: true });
if (isWanted(api)) await writeApi(api);
if (isWanted(maps)) await drawMaps(maps);
const titles = Object.fromEntries(pages().map((page) => [page, titleOf(page)]));
const site = { sidebar: sidebar(apiEntries(api)), titles, figures: figures() };
writeFileSync(join(out, 'site.json'), JSON.stringify(site));
await run('vitepress', command, '.', ...args);

/** By the lockfile, unless that was done. */
function install(): void {
  const isSame = (file: string) =>
    existsSync(join(SITE, file)) && lockOf(file) === lockOf('package-lock.json');
  if (!isSame('node_modules/.lock.json')) {
    execSync('npm ci --no-audit --no-fund', { cwd: SITE, stdio: 'inherit' });
    writeFileSync(join(SITE, 'node_modules/.lock.json'), lockOf('package-lock.json'));
  }
}

function lockOf(file: string): string {
  return readFileSync(join(SITE, file), 'utf8');
}
