import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspace } from '../docs/pages.ts';
import { REPOSITORY } from '../workspace/repository.js';
import { kindOf } from '../workspace/shape.js';
import type { Entry } from './navigation.ts';
import { run, SITE } from './run.ts';

/** What is no library: plugins are their definitions, of which their pages tell; networks, the command and the application. */
const NOT_OF = [
  'method',
  'segmenter',
  'filter',
  'metric',
  'baseline',
  'dataset',
  'model',
  'networks',
  'cli',
  'studio',
];

/** Writes a page for every module of the library packages, of what its sources say, into the folder. */
export async function writeApi(folder: string): Promise<void> {
  const files = sources();
  const project = join(folder, '../api.tsconfig.json');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(project, JSON.stringify({ ...PROJECT, files }));
  const options = join(folder, '../api.json');
  writeFileSync(options, JSON.stringify({ ...OPTIONS, tsconfig: project, entryPoints: files, out: folder }));
  await run('typedoc', '--options', options);
}

/** The pages that `writeApi` has written into the folder. */
export function apiEntries(folder: string): Entry[] {
  const index = readFileSync(join(folder, 'index.md'), 'utf8');
  const links = [...index.matchAll(/^- \[(.*)\]\((.*)\.md\)$/gm)];
  const overview = { text: 'All modules', link: '/api/' };
  return [overview, ...links.map(([, text, path]) => ({ text, link: `/api/${path}` }))];
}

const PROJECT = {
  extends: join(workspace, 'tsconfig.base.json'),
  compilerOptions: {
    lib: ['es2023', 'dom', 'webworker'],
    types: ['node'],
    typeRoots: [join(workspace, 'node_modules/@types')],
    rootDir: workspace,
    composite: false,
    declarationMap: false,
  },
};

const OPTIONS = {
  plugin: ['typedoc-plugin-markdown', join(SITE, '.typedoc/names.js')],
  readme: 'none',
  name: 'API reference',
  entryFileName: 'index.md',
  outputFileStrategy: 'modules',
  hideBreadcrumbs: true,
  hidePageHeader: true,
  excludeInternal: true,
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  parametersFormat: 'table',
  tableColumnSettings: { hideSources: true, hideModifiers: true },
  disableGit: true,
  basePath: workspace,
  // Of the path below `packages`, where all of them are.
  sourceLinkTemplate: `${REPOSITORY}/blob/main/packages/{path}#L{line}`,
  treatWarningsAsErrors: true,
};

/** What programs import from the packages: `.`, `./expressions`. */
function sources(): string[] {
  return readdirSync(join(workspace, 'packages')).flatMap((folder) => {
    const kind = kindOf(folder);
    if (kind === undefined || NOT_OF.includes(kind.type)) return [];
    const path = join(workspace, 'packages', folder);
    const { exports } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as {
      exports: Record<string, { '@camscope/source'?: string }>;
    };
    return Object.values(exports).flatMap(({ '@camscope/source': source }) =>
      source ? [join(path, source)] : [],
    );
  });
}
