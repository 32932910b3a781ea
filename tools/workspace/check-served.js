// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * Starts a command that serves an application until it is interrupted, and gets the page and all that it names.
 * @param {string[]} argv for Node
 * @param {string} cwd
 * @throws {Error} for what is not served, and a command that does not end well.
 */
export async function checkServed(argv, cwd) {
  const child = spawn(process.execPath, argv, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  try {
    const lines = createInterface({ input: child.stdout });
    const [address] = await Promise.race([once(lines, 'line'), ended]);
    const page = await (await served(new URL(address))).text();
    const named = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path);
    if (named.length === 0) throw new Error(`The page at ${address} names no file`);
    for (const path of named) await served(new URL(path, address));
  } finally {
    child.kill('SIGINT');
  }
  const [code] = await ended;
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}`);
}

/** @param {URL} url */
async function served(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} is answered with ${response.status}`);
  return response;
}
