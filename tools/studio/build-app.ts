import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { writePhantomRadiographs } from './phantom-radiographs.ts';

const studio = fileURLToPath(new URL('../../packages/studio/', import.meta.url));
/** Of onnxruntime-web's entry for WebGPU and WASM: threads are started from these as the package holds them. */
const RUNTIME = ['ort-wasm-simd-threaded.asyncify.mjs', 'ort-wasm-simd-threaded.asyncify.wasm'];
/** `…-extern-wasm`: the binaries are asked for where `wasmPaths` says, and not bundled. */
const CONDITIONS = [
  'onnxruntime-web-use-extern-wasm',
  ...['@camscope/source', 'module', 'browser', 'import', 'default'],
];

/** Bundles the studio from the packages' sources. @param folder is emptied. */
export async function buildApp(folder: string): Promise<void> {
  await build({
    root: studio,
    base: './',
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    resolve: { conditions: CONDITIONS },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    worker: { format: 'es' },
    plugins: [whatComesAlong(folder)],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'esnext',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2 ** 20,
    },
  });
}

/** ONNX Runtime's binaries and the phantom radiographs, beside the page. */
function whatComesAlong(folder: string): Plugin {
  return {
    name: 'camscope-studio-files',
    async writeBundle() {
      const { resolve } = createRequire(join(studio, '../runtime-web/package.json'));
      mkdirSync(join(folder, 'ort'), { recursive: true });
      for (const file of RUNTIME) copyFileSync(resolve(`onnxruntime-web/${file}`), join(folder, 'ort', file));
      await writePhantomRadiographs(join(folder, 'phantom'));
    },
  };
}
