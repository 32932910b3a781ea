import { pages, readPage } from '../docs/pages.ts';
import { pageOf, plugins } from '../docs/plugins.ts';
import { FAMILY_NAMES, kindOf } from '../workspace/shape.js';
import { destinationOf, linksOf } from './links.ts';
import { routeOf } from './routes.ts';

/** An entry of the sidebar, as VitePress takes it. */
export interface Entry {
  readonly text: string;
  readonly link?: string;
  readonly collapsed?: boolean;
  readonly items?: readonly Entry[];
}

/** Sections of the sidebar, and which pages are in them: the first that takes a page has it. */
const SECTIONS: readonly (readonly [string, (page: string) => boolean])[] = [
  ['Start', (page) => page === 'README.md' || page.startsWith('examples/')],
  ['Tutorials', (page) => page.startsWith('docs/tutorials/')],
  ['Writing plugins', (page) => /^docs\/plugins\b/.test(page)],
  [
    'The project',
    (page) => ['docs/architecture.md', 'docs/releasing.md'].includes(page) || !page.includes('/'),
  ],
  ['Guide', (page) => page.startsWith('docs/') || ['cli', 'experiment'].includes(packageOf(page) ?? '')],
  ['Methods', ofTypes('method')],
  ['Segmenters and filters', ofTypes('segmenter', 'filter')],
  ['Measures', ofTypes('metric', 'baseline')],
  ['Data sets', ofTypes('dataset')],
  ['Models', (page) => ofTypes('model', 'networks')(page) || page.startsWith('tools/')],
  ['Packages', (page) => packageOf(page) !== undefined],
];

/** In the order of the sidebar, which is that of reading. */
const ORDER = [
  ...['Start', 'Tutorials', 'Guide', 'Methods', 'Segmenters and filters', 'Measures', 'Data sets', 'Models'],
  ...['Writing plugins', 'API reference', 'Packages', 'The project'],
];

/** What pages that are called by their package are called for readers who do not know it. */
const TITLES: Readonly<Record<string, string>> = {
  'README.md': 'What it is',
  'packages/cli/README.md': 'The command',
  'packages/experiment/README.md': 'Studies',
};

/**
 * The sidebar: every page once. Pages stand in the order in which the README links them, and then in that of their names; methods
 * in the groups of its table.
 * @param api the entries of the API reference.
 * @throws Error for a page that no section takes, or a method that the README does not name.
 */
export function sidebar(api: readonly Entry[]): Entry[] {
  const inOrder = [...new Set([...Object.keys(TITLES), ...linked(readPage('README.md')), ...pages()])];
  return ORDER.map((text) => {
    const own = inOrder.filter((page) => sectionOf(page) === text);
    const items = text === 'API reference' ? api : text === 'Methods' ? grouped(own) : own.map(entryOf);
    return { text, collapsed: !['Start', 'Tutorials', 'Guide'].includes(text), items };
  }).filter(({ items }) => items.length > 0);
}

/** What a page is about: its heading; or of a package, the one contribution of its plugin, or its name. */
export function titleOf(page: string): string {
  if (TITLES[page] !== undefined) return TITLES[page];
  const name = packageOf(page);
  if (name === undefined) return /(?<=^# ).*$/m.exec(readPage(page))![0];
  const [family, ...rest] = name.split('-');
  if (!FAMILY_NAMES.includes(family) || ofTypes('dataset-parts')(page)) return name;
  const contributions = plugins.find((plugin) => pageOf(plugin) === page)?.contributes ?? [];
  return contributions.length === 1 ? contributions[0].title : capital(rest.join(' '));
}

function sectionOf(page: string): string {
  const [section] = SECTIONS.find(([, takes]) => takes(page)) ?? [];
  if (section === undefined) throw new Error(`${page} is in no section of the sidebar`);
  return section;
}

/** A row of the README's table is a group. */
function grouped(methods: readonly string[]): Entry[] {
  const rows = [...readPage('README.md').matchAll(/^\| ([a-z][^|]*?) *\|(.*)\|$/gm)];
  const groups = rows.map(([, text, links]) => ({
    text,
    of: linked(links).filter((page) => methods.includes(page)),
  }));
  const lost = methods.filter((page) => !groups.some(({ of }) => of.includes(page)));
  if (lost.length > 0) throw new Error(`The README's table lacks ${lost.join(', ')}`);
  return groups
    .filter(({ of }) => of.length > 0)
    .map(({ text, of }) => ({ text: capital(text), collapsed: true, items: of.map(entryOf) }));
}

function entryOf(page: string): Entry {
  return { text: titleOf(page), link: `/${routeOf(page).replace(/^index$/, '')}` };
}

/** Pages to which a text of the README leads. */
function linked(text: string): string[] {
  const known = new Set(pages());
  return linksOf(text).flatMap(({ target }) => {
    const destination = destinationOf(target, 'README.md');
    return 'path' in destination && known.has(destination.path) ? [destination.path] : [];
  });
}

function packageOf(page: string): string | undefined {
  return /^packages\/([^/]+)\//.exec(page)?.[1];
}

function ofTypes(...types: string[]): (page: string) => boolean {
  return (page) => types.includes(kindOf(packageOf(page) ?? '')?.type ?? '');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
