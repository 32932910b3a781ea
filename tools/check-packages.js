// @ts-check
/**
 * Checks the packages as their users get them: builds and packs every one, lints the tarballs and looks for the licence and for
 * links that lead nowhere in them. Then `camscope` alone is installed into an empty project, its size held to a budget, and its command and
 * a program run; with all the others each is imported under plain Node, TypeScript is compiled against them, the guide to plugins
 * followed, the application served, and a run with it.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { relativeLinks } from './release/links.js';
import { stage, STAGE } from './release/stage.js';
import { filesOfGuide } from './workspace/check-guide.js';
import { checkServed } from './workspace/check-served.js';
import { installSize } from './workspace/install-size.js';
import { lintTarball } from './workspace/lint-tarball.js';

/** @typedef {{ name: string, filename: string, size: number, files: { path: string }[] }} Packed */

const workspace = fileURLToPath(new URL('..', import.meta.url));
const bin = (/** @type {string} */ name) => join(workspace, 'node_modules/.bin', name);
const STUDY = `version: 1
models: ['npm:@camscope/networks-phantom/models/phantom-resnet50.onnx']
data: { use: phantom, count: 2, seed: 2 }
methods: [grad-cam]
segmenters: [multi-otsu]
metrics: [box-iou]
runtime: { workers: 1 } # in a thread of its own
out: results
`;
const PROGRAM = `import { open } from 'camscope';
import { createRequire } from 'node:module';
const model = createRequire(import.meta.url).resolve('@camscope/networks-phantom/package.json');
const network = await open(model.replace('package.json', 'models/phantom-resnet50.onnx'));
const data = new Uint8Array(224 * 224).map((_, i) => i % 251);
const image = { width: 224, height: 224, channels: 1, data, white: 255 };
const map = await network.explain(image, { method: 'grad-cam', target: 'Cardiomegaly' });
const scores = map.regions('multi-otsu').score({ x0: 50, y0: 50, x1: 100, y1: 120 }, ['box-iou', 'hit-rate']);
await network.close();
if (typeof scores['box-iou'].value !== 'number') throw new Error(JSON.stringify(scores));
`;
const COMPILER = {
  ...{ module: 'nodenext', target: 'es2022', types: [] },
  ...{ strict: true, skipLibCheck: true, noEmit: true },
};

const folder = mkdtempSync(join(tmpdir(), 'camscope-packed-'));
try {
  const packed = pack();
  for (const each of packed) await lint(each);
  const project = installAlone(packed);
  await consume(packed, project);
  console.log(`${packed.length} packages can be installed, imported and compiled against`);
} finally {
  rmSync(folder, { recursive: true });
}

/** @returns {Packed[]} */
function pack() {
  stage();
  const packed = JSON.parse(
    run('npm', ['pack', '--workspaces', '--json', '--pack-destination', folder], STAGE),
  );
  return Array.isArray(packed) ? packed : Object.values(packed);
}

/** @param {Packed} packed */
async function lint({ name, filename, files }) {
  const problems = await lintTarball(readFileSync(join(folder, filename)));
  if (!files.some(({ path }) => path === 'LICENSE')) problems.push('LICENSE is not packed');
  const readme = readFileSync(join(STAGE, basename(name), 'README.md'), 'utf8');
  problems.push(...relativeLinks(readme).map((link) => `README.md: ${link} leads nowhere from a registry`));
  if (problems.length > 0) throw new Error(`${name}:\n${problems.join('\n')}`);
}

/**
 * As somebody who installs one package, and has none of ours named.
 * @param {Packed[]} packed
 * @returns {string} the project
 */
function installAlone(packed) {
  const project = join(folder, 'consumer');
  mkdirSync(project);
  const { camscope, ...overrides } = placesOf(packed);
  install(project, { dependencies: { camscope }, overrides });
  console.log(installSize(join(project, 'node_modules'), packed));
  run('npx', ['--no-install', 'camscope', '--version'], project);
  writeFileSync(join(project, 'program.js'), PROGRAM);
  run('node', ['program.js'], project);
  return project;
}

/**
 * All packages, in a project that may have some.
 * @param {Packed[]} packed @param {string} project
 */
async function consume(packed, project) {
  const write = (/** @type {string} */ file, /** @type {string} */ text) =>
    writeFileSync(join(project, file), text);
  const places = placesOf(packed);
  install(project, { dependencies: places, overrides: places });

  const entries = packed.flatMap(({ name }) => entryPoints(join(project, 'node_modules', name)));
  write('import.js', entries.map((entry) => `await import('${entry}');\n`).join(''));
  run('node', ['import.js'], project);

  write('index.ts', entries.map((entry, n) => `import * as _${n} from '${entry}';\nvoid _${n};\n`).join(''));
  write('tsconfig.json', JSON.stringify({ compilerOptions: COMPILER, files: ['index.ts'] }));
  run(bin('tsc'), ['-p', 'tsconfig.json'], project);
  rmSync(join(project, 'index.ts'));

  followGuide(write, project);

  const camscope = 'node_modules/camscope/bin/camscope.cjs';
  run('node', [camscope, 'list'], project);
  write('study.yaml', STUDY);
  run('node', [camscope, 'run', 'study.yaml'], project);
  await checkServed([camscope, 'studio', '--no-open'], project);
  await checkServed([camscope, 'view', 'results', '--no-open'], project);
}

/** @param {Packed[]} packed @returns {Record<string, string>} the tarballs, by name */
function placesOf(packed) {
  return Object.fromEntries(packed.map(({ name, filename }) => [name, `file:../${filename}`]));
}

/** @param {string} project @param {object} manifest */
function install(project, manifest) {
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ private: true, type: 'module', ...manifest }),
  );
  // Without install scripts: onnxruntime-node's would download CUDA libraries.
  run('npm', ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'], project);
}

/**
 * Types and tests of every plugin in the guide, where none of the workspace's conditions is set.
 * @param {(file: string, text: string) => void} write
 * @param {string} project
 */
function followGuide(write, project) {
  const files = filesOfGuide(workspace);
  for (const [name, text] of Object.entries(files)) write(name, text);
  const types = ['--typeRoots', join(workspace, 'node_modules/@types')];
  run(bin('tsc'), ['-p', 'tsconfig.json', ...types], project);
  const tests = Object.keys(files).filter((name) => name.endsWith('.test.ts'));
  // One process for all, and not one for each.
  write('all.ts', tests.map((name) => `import './${name}';\n`).join(''));
  run(bin('tsx'), ['--test', 'all.ts'], project);
}

/**
 * What can be imported from the package installed at `root`.
 * @param {string} root
 * @returns {string[]}
 */
function entryPoints(root) {
  const { name, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return Object.keys(exports)
    .filter((subpath) => !subpath.endsWith('.json'))
    .map((subpath) => join(name, subpath));
}

/**
 * Runs a command and returns what it printed; its failure shows that and ends the check.
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
function run(command, args, cwd) {
  console.log(`$ ${[basename(command), ...args.map((arg) => arg.replace(`${folder}/`, ''))].join(' ')}`);
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  } catch (error) {
    console.log(/** @type {{ stdout: string }} */ (error).stdout);
    throw error;
  }
}
