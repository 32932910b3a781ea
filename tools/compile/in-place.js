// @ts-check
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** @import { Plugin } from 'esbuild' */

/** Compiled here, or Node's own. Inversify is in hundreds of small files, which take a tenth of a second to load one by one. */
const KNOWN = /^(@camscope\/|inversify$|@inversifyjs\/|node:)/;

const resolving = {};

/**
 * Compiled modules find everything where their sources would: `import.meta.url` is the source's, and packages from elsewhere
 * are imported from where they are installed.
 * @type {Plugin}
 */
export const inPlace = {
  name: 'in place',
  setup({ onLoad, onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (kind === 'entry-point' || KNOWN.test(path) || pluginData === resolving) return;
      const found = await resolve(path, { kind, resolveDir, pluginData: resolving });
      if (found.external || found.errors.length > 0) return found;
      return { path: pathToFileURL(found.path).href, external: true };
    });
    onLoad({ filter: /[\\/]src[\\/].*\.[jt]s$/ }, ({ path }) => {
      const url = JSON.stringify(pathToFileURL(path).href);
      const contents = readFileSync(path, 'utf8').replaceAll('import.meta.url', () => url);
      return { contents, loader: 'ts' };
    });
  },
};
