// The site of the pages of the workspace, where they stand: `npm run docs`. Nothing is asked of another host.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path/posix';
import { slug } from 'github-slugger';
import { workspace } from '../../docs/pages.ts';
import { REPOSITORY } from '../../workspace/repository.js';
import { allRoutes, linkInSite } from '../routes.ts';

const OUT = 'tools/site/out';
const API = `${OUT}/api/`;
const { sidebar, titles, figures } = JSON.parse(readFileSync(join(workspace, OUT, 'site.json'), 'utf8'));
const routes = allRoutes();
const firstOf = (section) => sidebar.find(({ text }) => text === section).items[0].link;

export default {
  title: 'camscope',
  description:
    'Evaluates explanations of neural networks on chest radiographs, on ONNX Runtime, from one YAML file',
  lang: 'en',
  // No icon: browsers would ask for one.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  srcDir: workspace,
  srcExclude: ['**/CHANGELOG.md', '**/fixtures/**', '**/out/!(api)/**', 'out/**', 'packages/*/*/**'],
  outDir: join(workspace, 'out/site'),
  cacheDir: join(workspace, OUT, 'cache'),
  rewrites: (page) =>
    page.startsWith(API) ? `api/${page.slice(API.length)}` : `${routes[page] ?? page.slice(0, -3)}.md`,
  markdown: {
    // As on GitHub, so that links to headings work there and here.
    anchor: { slugify: slug },
    config: (markdown) => markdown.core.ruler.push('of-the-workspace', toSite),
  },
  vite: {
    publicDir: join(workspace, OUT, 'public'),
    plugins: [{ name: 'vue-of-the-site', enforce: 'pre', resolveId: vueOfTheSite }],
    // The reference of core is one page, and the search has one index.
    build: { chunkSizeWarningLimit: 3000 },
    server: { watch: { ignored: ['**/out/**', '**/dist/**', '**/.nx/**'] } },
  },
  themeConfig: {
    nav: [
      { text: 'Guide', link: firstOf('Guide') },
      { text: 'Plugins', link: firstOf('Writing plugins') },
      { text: 'API', link: firstOf('API reference') },
      { text: 'Source', link: REPOSITORY },
    ],
    sidebar,
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    docFooter: { prev: false, next: false },
  },
};

/** Rendered pages are run from the site's folder, where Vue is, and not from where their Markdown stands. */
function vueOfTheSite(id, _, { ssr }) {
  return ssr && /^vue(\/|$)/.test(id) ? { id, external: true } : null;
}

/** Leads links to where pages are in the site, calls the page of a package by what it is about, and puts its picture there. */
function toSite({ tokens, env, Token }) {
  const page = relative(workspace, env.realPath ?? env.path);
  if (!(page in routes)) return;
  for (const token of tokens.flatMap((each) => [each, ...(each.children ?? [])])) {
    const href = token.type === 'link_open' && token.attrGet('href');
    if (href) token.attrSet('href', linkInSite(href, page));
    // A picture's path, which Vite takes for a package unless it begins with a dot.
    if (token.type.startsWith('html_')) token.content = token.content.replace(/ src="(?=\w+\/)/g, '$&./');
  }
  const at = tokens.findIndex(({ tag }) => tag === 'h1');
  const heading = tokens[at + 1];
  if (!heading?.content.startsWith('@camscope/')) return;
  const name = `<p class="package"><code>${heading.content}</code></p>${figures[page] ?? ''}`;
  heading.children[0].content = titles[page];
  tokens.splice(at + 3, 0, Object.assign(new Token('html_block', '', 0), { content: name }));
}
