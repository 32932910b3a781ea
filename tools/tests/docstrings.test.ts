import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { workspace } from '../docs/pages.ts';

/** What authors of plugins and programs read. */
const LIBRARIES = ['camscope', 'core', 'engine', 'onnx', 'pixels', 'plugins', 'statistics', 'testkit'];

interface Manifest {
  readonly exports: Readonly<Record<string, { readonly '@camscope/source'?: string }>>;
}

/** Modules that programs import: `.`, `./expressions`. */
const entries = LIBRARIES.flatMap((name) => {
  const folder = join(workspace, 'packages', name);
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  return Object.values(exports).flatMap(({ '@camscope/source': source }) =>
    source ? [join(folder, source)] : [],
  );
});

const program = ts.createProgram(entries, {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2023,
  customConditions: ['@camscope/source'],
  allowImportingTsExtensions: true,
  noEmit: true,
  types: [],
});
const checker = program.getTypeChecker();

test('every function, class and method that libraries offer says what it does; the type of anything else may say all', () => {
  const silent = entries.flatMap((entry) => {
    const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)!)!);
    return exported.map(target).flatMap(silentIn);
  });
  expect([...new Set(silent)]).toEqual([]);
});

function target(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** The places of a symbol of ours, and of its methods, at which nothing is said; one of several signatures may say it. */
function silentIn(symbol: ts.Symbol): string[] {
  const [declaration] = symbol.declarations ?? [];
  if (!declaration || !isOurs(declaration.getSourceFile().fileName)) return [];
  if (!ts.isClassDeclaration(declaration))
    return isFunction(declaration) && isSilent(symbol) ? [placeOf(declaration)] : [];
  const methods = declaration.members
    .filter(isPublicMethod)
    .map(({ name }) => checker.getSymbolAtLocation(name!)!);
  return [symbol, ...methods].filter(isSilent).map(({ declarations }) => placeOf(declarations![0]));
}

function isSilent(symbol: ts.Symbol): boolean {
  return symbol.getDocumentationComment(checker).length + symbol.getJsDocTags(checker).length === 0;
}

function isOurs(file: string): boolean {
  return LIBRARIES.some((name) => file.startsWith(join(workspace, 'packages', name, 'src')));
}

function isFunction(declaration: ts.Declaration): boolean {
  if (ts.isFunctionDeclaration(declaration)) return true;
  const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value));
}

/** One that says what it does and is no other's: Symbol.iterator and its like speak for themselves. */
function isPublicMethod(member: ts.ClassElement): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Override;
  const isNamed = ts.isMethodDeclaration(member) && ts.isIdentifier(member.name);
  return isNamed && !(ts.getCombinedModifierFlags(member) & hidden);
}

function placeOf(node: ts.Declaration): string {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return `${file.fileName.slice(workspace.length + 1)}:${line + 1}`;
}
