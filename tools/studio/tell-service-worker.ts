import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const NAME = 'service-worker.js';
/** ONNX Runtime's and what comes along are large. */
const AT_ONCE = /^(?!ort\/|phantom\/).*\.(html|js|css|svg)$/;

/** Writes at the head of a built application's service worker which files there are, and a digest of them all. */
export function tellServiceWorker(folder: string): void {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
  const version = createHash('sha256');
  for (const file of files) version.update(`${file}\0`).update(readFileSync(join(folder, file)));
  const others = files.filter((file) => file !== NAME);
  const built = {
    version: version.digest('hex').slice(0, 16),
    // The page is asked for by its folder.
    atOnce: others.filter((file) => AT_ONCE.test(file)).map((file) => file.replace(/^index\.html$/, '')),
    whenUsed: others.filter((file) => !AT_ONCE.test(file)),
  };
  const script = join(folder, NAME);
  writeFileSync(script, `const BUILT=${JSON.stringify(built)};${readFileSync(script, 'utf8')}`);
}
