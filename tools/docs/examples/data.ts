import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadPlugins } from '@camscope/cli';
import { findColumns, table } from '@camscope/datasets-table';
import { memoryFiles } from '@camscope/files-memory';
import { sharpCodec } from '@camscope/images';
import { headerOf, tables } from '@camscope/pipeline';
import { satisfies } from 'semver';
import ts from 'typescript';
import { withGenerated } from '../blocks.ts';
import { workspace } from '../pages.ts';
import type { Example } from './example.ts';

const BOXES = '/boxes.csv';

/** What is wrong with CSV: it is a table of a run, by its header, or one that the data set `table` reads, of which each column and line counts. */
export async function csvProblems(code: string): Promise<string[]> {
  const [header, ...lines] = code.trim().split('\n');
  if (tables.some((each) => headerOf(each).trim() === header)) return [];
  const columns = header.split(',');
  const known = new Set(Object.values(findColumns({ header: columns, path: BOXES })));
  const options = table.options.parse({ images: 'images', annotations: BOXES });
  const files = memoryFiles(new Map([[BOXES, new TextEncoder().encode(code)]]));
  const context = { baseDirectory: '/', files, codec: sharpCodec, lookOnly: true };
  const { samples, notes } = await table.open(options, context);
  const boxes = samples.flatMap(({ annotations }) => annotations.flatMap((drawn) => drawn.boxes));
  const withBox = lines.filter((line) => !line.includes(',,'));
  return [
    ...columns.filter((name) => !known.has(name)).map((name) => `nothing is known of a column '${name}'`),
    ...notes.filter((note) => note.startsWith(BOXES) && !note.startsWith(`${BOXES}: read image`)),
    ...(boxes.length === withBox.length ? [] : [`of ${withBox.length} boxes ${boxes.length} are read`]),
  ];
}

/** What is wrong with JSON, which is a file by its name: TypeScript's settings, or the manifest of the page's plugin as a package. */
export async function jsonProblems(
  { code, marks: { file } }: Example,
  plugin: string | undefined,
  folder: string,
): Promise<string[]> {
  const content = JSON.parse(code) as Record<string, unknown>;
  if (file === 'tsconfig.json') return settingsProblems(content);
  if (file === 'package.json' && plugin)
    return manifestProblems(content as unknown as Manifest, plugin, folder);
  return [`nothing is known of ${file ?? 'JSON that is no file'}`];
}

/** What is wrong with Markdown that is a part of a page: it must be there, with what is generated between its markers. */
export async function markdownProblems({ code, marks: { quotes } }: Example): Promise<string[]> {
  if (quotes === undefined) return ['say which page it quotes'];
  const part = await withGenerated(quotes, code);
  return readFileSync(join(workspace, quotes), 'utf8').includes(part.trim())
    ? []
    : [`${quotes} has no such part`];
}

interface Manifest {
  readonly name: string;
  readonly version?: string;
  readonly exports: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** That it is what it is compiled with is tried where the packages are installed: `tools/check-packages.js`. */
function settingsProblems({ compilerOptions }: Record<string, unknown>): string[] {
  const { errors } = ts.convertCompilerOptionsFromJson(compilerOptions, workspace);
  return errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

/** Installs the plugin beside a study, and loads it by its name. */
async function manifestProblems(manifest: Manifest, plugin: string, folder: string): Promise<string[]> {
  const { name, version, exports, peerDependencies, dependencies } = manifest;
  const installed = join(folder, 'node_modules', name);
  const main = join(installed, exports);
  rmSync(installed, { recursive: true, force: true });
  mkdirSync(dirname(main), { recursive: true });
  writeFileSync(join(installed, 'package.json'), JSON.stringify(manifest));
  const { outputText } = ts.transpileModule(plugin, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
  });
  writeFileSync(main, outputText);
  const loaded = await loadPlugins([{ name, directory: folder }], { kinds: ['explainer'] });
  const record = loaded.records().at(-1)!;
  const found = 'version' in record ? record.version : 'none';
  const ranges = Object.entries({ ...peerDependencies, ...dependencies });
  const imported = [...plugin.matchAll(/from '((?:@[\w-]+\/)?[\w-]+)/g)].map(([, of]) => of);
  return [
    ...(version === found ? [] : [`its version is ${version}, and ${found} is taken for it`]),
    ...ranges.flatMap(([of, range]) => {
      const there = versionOf(of);
      return satisfies(there, range) ? [] : [`${of} is ${there}, not ${range}`];
    }),
    ...imported.filter((of) => !ranges.some(([each]) => each === of)).map((of) => `it lacks ${of}`),
  ];
}

function versionOf(name: string): string {
  const path = join(workspace, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}
