import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { tellServiceWorker } from './tell-service-worker.ts';
import { writePhantomRadiographs } from './phantom-radiographs.ts';

const studio = fileURLToPath(new URL('../../packages/studio/', import.meta.url));
/** Of onnxruntime-web's entry for WebGPU and WASM: threads are started from these as the package holds them. */
const RUNTIME = ['ort-wasm-simd-threaded.asyncify.mjs', 'ort-wasm-simd-threaded.asyncify.wasm'];
/** `…-extern-wasm`: the binaries are asked for where `wasmPaths` says, and not bundled. */
const CONDITIONS = [
  'onnxruntime-web-use-extern-wasm',
  ...['@camscope/source', 'module', 'browser', 'import', 'default'],
];

/**
 * Of the worker. A group takes along what it imports, so the worker's own comes first. Plugins that it loads at once are one file, and not
 * a hundred. What begins with `later` is loaded when it is asked for.
 */
const GROUPS = [
  { name: 'work', test: /studio[\\/]src[\\/]work[\\/](workshop|worker)\.ts/ },
  // PNG files need it, too.
  { name: 'deflate', test: /node_modules[\\/]fflate/ },
  { name: 'later-dicom', test: /node_modules[\\/]dicom-parser|images-common[\\/]src[\\/]dicom[\\/]/ },
  { name: 'later-formats', test: /node_modules[\\/](fzstd|hyparquet)/ },
  { name: 'plugins', test: /packages[\\/](filters|methods|metrics|models|segmenters)-/ },
  { name: 'later-plugins', test: /packages[\\/]baselines-/ },
  {
    name: 'later-study',
    test: /packages[\\/](experiment|datasets-|files-memory)|studio[\\/]src[\\/]work[\\/]study[\\/]/,
  },
  { name: 'later-yaml', test: /node_modules[\\/]yaml[\\/]/ },
  { name: 'later-files', test: /studio[\\/]src[\\/]work[\\/](card-text|export[\\/](?!scene))/ },
];

/** Screens that are loaded where they are looked at, and languages other than English where they are spoken. */
const LATER: Readonly<Record<string, string>> = {
  'start-run': 'later-run',
  'start-study': 'later-study',
  es: 'later-es',
};

/** The door of the pipeline's worker, for what is not the page, and the service worker. */
const NAMED = ['workshop', 'service-worker'];

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
    worker: {
      format: 'es',
      rolldownOptions: {
        output: { codeSplitting: { groups: GROUPS } },
        // What Node loads when it is asked for may be in a file with others here.
        checks: { ineffectiveDynamicImport: false },
      },
    },
    plugins: [whatComesAlong(folder)],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'esnext',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2 ** 20,
      rolldownOptions: {
        input: {
          index: join(studio, 'index.html'),
          workshop: join(studio, 'src/work/open-workshop.ts'),
          'service-worker': join(studio, 'src/offline/service-worker.ts'),
        },
        preserveEntrySignatures: 'exports-only',
        // What is asked for by its name keeps it.
        output: {
          entryFileNames: ({ name }) => (NAMED.includes(name) ? '[name].js' : 'assets/[name]-[hash].js'),
          chunkFileNames: ({ name }) => `assets/${LATER[name] ?? '[name]'}-[hash].js`,
        },
      },
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
      tellServiceWorker(folder);
    },
  };
}
