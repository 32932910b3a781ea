import { join } from 'node:path';
import ts from 'typescript';
import { escaped } from '../markdown.ts';
import { workspace } from '../pages.ts';

/** A name that a module exports, with its declaration. */
export interface Exported {
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly declaration: ts.Declaration;
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  customConditions: ['@camscope/source'],
  allowImportingTsExtensions: true,
  noEmit: true,
  strict: true,
  types: [],
};

const programs = new Map<string, ts.Program>();

/** Everything that a source file of a package exports, in the order in which it does. */
export function exportsOf(folder: string, entry: string): { checker: ts.TypeChecker; exported: Exported[] } {
  const path = join(workspace, 'packages', folder, 'src', `${entry}.ts`);
  let program = programs.get(path);
  if (!program) programs.set(path, (program = ts.createProgram([path], OPTIONS)));
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(path);
  const module = file && checker.getSymbolAtLocation(file);
  if (!module) throw new Error(`packages/${folder}/src/${entry}.ts exports nothing`);
  const exported = checker.getExportsOfModule(module).map((one) => {
    const symbol = one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one;
    return { name: one.name, symbol, declaration: symbol.declarations![0] };
  });
  return { checker, exported };
}

/** The first paragraph of a comment, as one line of a table. */
export function docOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker)).split('\n\n')[0];
  const tags = symbol.getJsDocTags(checker).filter(({ name }) => name === 'throws' || name === 'returns');
  const told = tags.map(({ name, text }) => {
    const said = ts.displayPartsToString(text).trim();
    return name === 'throws' ? `Throws ${said}` : `Gives ${said}`;
  });
  const line = [text, ...told].join(' ').replace(/\s+/g, ' ').trim();
  // What stands between backticks is code already.
  return line.replace(
    /(`[^`]*`)|([^`]+)/g,
    (_, code: string | undefined, plain: string) => code ?? escaped(plain),
  );
}

/** A piece of source as one line of code in a table. */
export function codeOf(text: string): string {
  const plain = text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/([(<]) /g, '$1')
    .replace(/,? ([)>])/g, '$1');
  return `\`${plain.replaceAll('readonly ', '').trim().replace(/^\| /, '')}\``;
}
