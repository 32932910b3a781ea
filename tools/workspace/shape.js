// @ts-check
/** The shape that every package has: the generator and `npm run shape` write it, and a test holds every package to it. */
import { metadataOf } from './metadata.js';

/**
 * @typedef {object} Kind
 * @property {string} type the tag by which lint knows what the package may import
 * @property {'any' | 'node'} platform `any` runs in a browser too
 * @property {boolean} plugin default-exports a plugin and has core as a peer
 * @property {true} [command] starts the command line, from `bin`
 * @property {true} [app] an application of the browser: `index.html`, which is bundled into `app`
 */

/** Families of packages, named `<family>-<name>`: all plugins but `networks`, which hold ONNX files. @type {Record<string, Kind>} */
export const FAMILIES = {
  baselines: { type: 'baseline', platform: 'any', plugin: true },
  datasets: { type: 'dataset', platform: 'node', plugin: true },
  filters: { type: 'filter', platform: 'any', plugin: true },
  methods: { type: 'method', platform: 'any', plugin: true },
  metrics: { type: 'metric', platform: 'any', plugin: true },
  models: { type: 'model', platform: 'any', plugin: true },
  networks: { type: 'networks', platform: 'any', plugin: false },
  segmenters: { type: 'segmenter', platform: 'any', plugin: true },
};

/** Packages that are one of a kind. @type {Record<string, Kind>} */
export const SINGLES = {
  camscope: { type: 'camscope', platform: 'node', plugin: false, command: true },
  cli: { type: 'cli', platform: 'node', plugin: false, command: true },
  conformance: { type: 'conformance', platform: 'any', plugin: false },
  core: { type: 'core', platform: 'any', plugin: false },
  'datasets-coco': { type: 'dataset', platform: 'any', plugin: true },
  'datasets-common': { type: 'dataset-parts', platform: 'any', plugin: false },
  'datasets-table': { type: 'dataset', platform: 'any', plugin: true },
  engine: { type: 'engine', platform: 'any', plugin: false },
  experiment: { type: 'experiment', platform: 'any', plugin: false },
  'experiment-node': { type: 'experiment-node', platform: 'node', plugin: false },
  'files-memory': { type: 'files', platform: 'any', plugin: false },
  'files-node': { type: 'files', platform: 'node', plugin: false },
  images: { type: 'images', platform: 'node', plugin: true },
  'images-common': { type: 'images-parts', platform: 'any', plugin: false },
  'images-web': { type: 'images', platform: 'any', plugin: true },
  masks: { type: 'masks', platform: 'any', plugin: false },
  onnx: { type: 'onnx', platform: 'any', plugin: false },
  pipeline: { type: 'pipeline', platform: 'any', plugin: false },
  pixels: { type: 'pixels', platform: 'any', plugin: false },
  plugins: { type: 'plugins', platform: 'any', plugin: false },
  report: { type: 'report', platform: 'any', plugin: false },
  'runtime-node': { type: 'runtime', platform: 'node', plugin: true },
  'runtime-web': { type: 'runtime', platform: 'any', plugin: true },
  statistics: { type: 'statistics', platform: 'any', plugin: false },
  studio: { type: 'studio', platform: 'any', plugin: false, app: true },
  testkit: { type: 'testkit', platform: 'any', plugin: false },
};

export const FAMILY_NAMES = Object.keys(FAMILIES);

/** Whether a package is one of a family, and not one of a kind. @param {string} folder */
export function isOfFamily(folder) {
  return !Object.hasOwn(SINGLES, folder);
}

/**
 * The kind of the package in `packages/<folder>`, or undefined when its name fits none.
 * @param {string} folder
 * @returns {Kind | undefined}
 */
export function kindOf(folder) {
  const family = /^([a-z]+)-[a-z0-9]+(?:-[a-z0-9]+)*$/.exec(folder)?.[1] ?? '';
  return SINGLES[folder] ?? FAMILIES[family];
}

/**
 * The fields of package.json that follow from the package's name alone.
 * @param {string} folder
 * @param {Kind} kind
 */
export function fixedFields(folder, kind) {
  const { type, platform } = kind;
  const { author, ...metadata } = metadataOf(folder, kind);
  return {
    name: folder === 'camscope' ? folder : `@camscope/${folder}`,
    // Here: npm publishes nothing from this folder. Staged, a package is not; see tools/release/stage.js.
    private: true,
    ...metadata,
    license: 'Apache-2.0',
    author,
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20.19' },
    publishConfig: { access: 'public' },
    nx: { tags: [`type:${type}`, `platform:${platform}`] },
  };
}

/** What a manifest says of its own. No scripts: what is packed is staged, elsewhere. */
export const OWN_FIELDS = [
  ...['version', 'description', 'files', 'exports', 'imports', 'bin'],
  ...['dependencies', 'peerDependencies', 'devDependencies'],
];

/** What is packed. Sources too: the source condition and the source maps point at them. */
const PACKED = ['dist', 'src', '!dist/**/*.tsbuildinfo'];

/** Of an application, whose sources are bundled, no more than what tells where the bundle is. */
const PACKED_OF_APP = ['app', 'dist/index.*', 'src/index.ts'];

/**
 * What a package of this kind packs.
 * @param {Kind} kind
 */
export function packedBy({ type, app, command }) {
  if (app) return PACKED_OF_APP;
  return [...(command ? ['bin'] : []), ...(type === 'networks' ? ['models'] : []), ...PACKED];
}

/**
 * One entry of `exports`; the source condition comes first, or it would never be chosen.
 * @param {string} source the source file below src, without its extension
 */
export function exportOf(source) {
  return {
    '@camscope/source': `./src/${source}.ts`,
    types: `./dist/${source}.d.ts`,
    default: `./dist/${source}.js`,
  };
}

/**
 * The TypeScript configuration; `nx sync` adds references to the packages that are imported.
 * @param {Kind} kind
 */
export function tsconfigOf({ platform, app }) {
  return { extends: `../../tsconfig.${app ? 'dom' : platform}.json`, references: [] };
}

/**
 * What is in the folder of a package; the workspace knows the rest.
 * @param {Kind} kind
 */
export function folderOf({ type, app, command }) {
  return [
    ...['README.md', 'package.json', 'src', 'tests', 'tsconfig.json'],
    ...(app ? ['index.html'] : []),
    ...(command ? ['bin'] : []),
    ...(type === 'networks' ? ['models'] : []),
  ];
}

/** What is written beside it: by builds, tests and releases. */
export const WRITTEN = ['CHANGELOG.md', 'app', 'dist', 'node_modules', 'out'];
