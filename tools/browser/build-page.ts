import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Bundles the page from the packages' sources. */
export async function buildPage(folder: string): Promise<void> {
  await build({
    root: fileURLToPath(new URL('.', import.meta.url)),
    configFile: false,
    logLevel: 'warn',
    resolve: { conditions: ['@camscope/source', 'module', 'browser', 'import', 'default'] },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'esnext',
      minify: false,
      reportCompressedSize: false,
    },
  });
}
