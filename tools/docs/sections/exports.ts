import ts from 'typescript';
import { tableOf } from '../markdown.ts';
import { codeOf, docOf, exportsOf } from './source.ts';

/** The functions that a module of a package exports, with what their comments say: `exports onnx expressions`. */
export function exportsSection(argument: string): string {
  const [folder, entry] = argument.split(' ');
  const { checker, exported } = exportsOf(folder, entry);
  const rows = exported.flatMap(({ name, symbol, declaration }) => {
    const signature = signatureOf(name, symbol, declaration, checker);
    return signature === undefined ? [] : [[codeOf(signature), docOf(symbol, checker)]];
  });
  return tableOf(['call', 'what it gives'], rows);
}

/** `name(parameters)`, as they are called; a value that is none by its name; nothing for a type. */
function signatureOf(
  name: string,
  symbol: ts.Symbol,
  declaration: ts.Declaration,
  checker: ts.TypeChecker,
): string | undefined {
  if (!(symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Variable))) return undefined;
  const [call] = checker.getTypeOfSymbolAtLocation(symbol, declaration).getCallSignatures();
  if (!call) return name;
  const parameters = call.parameters.map((parameter) => {
    const [own] = parameter.declarations ?? [];
    if (!own || !ts.isParameter(own)) return parameter.name;
    const rest = own.dotDotDotToken ? '…' : '';
    const called = ts.isIdentifier(own.name) ? own.name.text : 'options';
    return `${rest}${called}${own.questionToken || own.initializer ? '?' : ''}`;
  });
  return `${name}(${parameters.join(', ')})`;
}
