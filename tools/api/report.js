// @ts-check
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

/** @typedef {{ folder: string, name: string, entries: Record<string, string> }} Library `entries`: subpaths, and their declarations' files */
/** @typedef {ts.Symbol} Symbol */

const printer = ts.createPrinter({ removeComments: true });

/**
 * What each library offers, as its built declarations tell: a page of Markdown by its folder. Comments are left out, and names
 * are sorted, so that a page differs where a type does.
 * @param {Library[]} libraries
 * @returns {Map<string, string>}
 */
export function apiReports(libraries) {
  const files = libraries.flatMap(({ entries }) => Object.values(entries));
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    types: [],
  });
  return new Map(libraries.map((library) => [library.folder, report(library, program)]));
}

/** @param {Library} library @param {ts.Program} program */
function report({ folder, name, entries }, program) {
  const checker = program.getTypeChecker();
  const home = dirname(Object.values(entries)[0]) + sep;
  const ownDeclarations = (/** @type {Symbol} */ symbol) =>
    (symbol.declarations ?? []).filter((each) => each.getSourceFile().fileName.startsWith(home));
  const target = (/** @type {Symbol} */ symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

  /** @type {Set<Symbol>} */
  const seen = new Set();
  const sections = Object.entries(entries).map(([subpath, file]) => {
    const module = checker.getSymbolAtLocation(/** @type {ts.SourceFile} */ (program.getSourceFile(file)));
    if (!module) return section(importedAs(name, subpath), []);
    const texts = checker.getExportsOfModule(module).map((symbol) => {
      const of = target(symbol);
      seen.add(of);
      const declared = ownDeclarations(of).map(textOf).join('\n');
      const as = of.name === symbol.name ? '' : `export { ${of.name} as ${symbol.name} };\n`;
      return {
        name: symbol.name,
        text: declared ? as + declared : `export { ${symbol.name} }; // of another package`,
      };
    });
    return section(importedAs(name, subpath), texts);
  });

  const behind = [...seen].flatMap(ownDeclarations);
  const hidden = [];
  for (const declaration of behind) {
    for (const symbol of namedIn(declaration, checker).map(target)) {
      if (seen.has(symbol) || !ownDeclarations(symbol).some(isTopLevel)) continue;
      seen.add(symbol);
      behind.push(...ownDeclarations(symbol));
      hidden.push({ name: symbol.name, text: ownDeclarations(symbol).map(textOf).join('\n') });
    }
  }
  if (hidden.length > 0) sections.push(section('What these are made of, and is not exported', hidden));
  const title = `# The interface of ${name}\n\nWritten by \`npm run api\` from ${relative('.', join('packages', folder, 'dist'))}.`;
  return `${[title, ...sections].join('\n\n')}\n`;
}

/** @param {string} name @param {string} subpath */
function importedAs(name, subpath) {
  return `\`import … from '${name}${subpath.slice(1)}'\``;
}

/** @param {string} title @param {{ name: string, text: string }[]} texts */
function section(title, texts) {
  const sorted = texts.toSorted((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : a.text < b.text ? -1 : 1,
  );
  return `## ${title}\n\n\`\`\`ts\n${sorted.map(({ text }) => text).join('\n\n')}\n\`\`\``;
}

/** @param {ts.Declaration} declaration */
function textOf(declaration) {
  const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  return printer.printNode(ts.EmitHint.Unspecified, node, declaration.getSourceFile());
}

/** @param {ts.Declaration} declaration */
function isTopLevel(declaration) {
  const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  return ts.isSourceFile(node.parent);
}

/** @param {ts.Node} node @param {ts.TypeChecker} checker @returns {Symbol[]} */
function namedIn(node, checker) {
  /** @type {Symbol[]} */
  const found = [];
  const visit = (/** @type {ts.Node} */ each) => {
    const symbol = ts.isIdentifier(each) ? checker.getSymbolAtLocation(each) : undefined;
    if (symbol) found.push(symbol);
    else ts.forEachChild(each, visit);
  };
  visit(node);
  return found;
}
