// @ts-check
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Its own range of `node-fetch` may name a version that a mirror lacks. */
const VERDACCIO = {
  private: true,
  dependencies: { verdaccio: '6.8.0' },
  overrides: { 'node-fetch': '^2.7.0' },
};

/**
 * Starts an empty registry on this machine, which passes on what it lacks from npm's own.
 * @param {string} folder
 * @returns {Promise<{ npmrc: string, url: string, stop: () => Promise<void> }>} `npmrc` is a configuration of a user who uses it
 */
export async function startRegistry(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(VERDACCIO));
  const npm = (/** @type {string[]} */ ...args) =>
    execFileSync('npm', args, { cwd: folder, encoding: 'utf8' });
  const upstream = npm('config', 'get', 'registry').trim();
  npm('install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts');
  writeFileSync(join(folder, 'config.yaml'), configuration(upstream));

  const host = `localhost:${await freePort()}`;
  const server = spawn(
    process.execPath,
    ['node_modules/verdaccio/bin/verdaccio', '--config', 'config.yaml', '--listen', host],
    { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const ended = once(server, 'exit');
  const url = `http://${host}/`;
  await Promise.race([
    answers(`${url}-/ping`),
    ended.then(([code]) => Promise.reject(new Error(`exit ${code}`))),
  ]);
  // npm publishes nothing without a token; this registry asks nobody who they are.
  const npmrc = join(folder, 'npmrc');
  writeFileSync(npmrc, `registry=${url}\n//${host}/:_authToken=anybody\n`);
  return {
    url,
    npmrc,
    stop: async () => {
      server.kill();
      await ended;
    },
  };
}

/** @param {string} upstream */
function configuration(upstream) {
  return `storage: ./storage
max_body_size: 200mb
uplinks: { upstream: { url: '${upstream}' } }
packages:
  '@camscope/*': { access: $all, publish: $all }
  camscope: { access: $all, publish: $all }
  '**': { access: $all, proxy: upstream }
log: { type: stdout, level: warn }
`;
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  return port;
}

/** @param {string} url */
async function answers(url) {
  const end = Date.now() + 60_000;
  while (
    !(await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (Date.now() > end) throw new Error(`${url} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
