import ts from 'typescript';
import type { Example } from './example.ts';

/**
 * An example as a module whose lines are those of the page. Before it, on the line of the fence, stands what it is given; where
 * a comment behind an expression is a value, the expression must have it.
 */
export function moduleOf({ line, code, marks }: Example): string {
  const before = marks.given === undefined ? TOLD : `declare const ${marks.given.replace(/\s+/g, ' ')};`;
  return `${'\n'.repeat(line - 1)}${before}\n${marks.given === undefined ? withTold(code) : code}export {};\n`;
}

const TOLD = "import { told as __told } from '../../docs/examples/told.ts';";

/** `expression; // value` as `__told(expression, value);`. */
function withTold(code: string): string {
  const file = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ESNext, true);
  let result = code;
  for (const statement of [...file.statements].reverse()) {
    if (!ts.isExpressionStatement(statement)) continue;
    const [comment] = ts.getTrailingCommentRanges(code, statement.end) ?? [];
    const value = comment && code.slice(comment.pos + 2, comment.end).trim();
    if (value === undefined || !isValue(value)) continue;
    const { expression } = statement;
    const told = `__told(${code.slice(expression.getStart(), expression.end)}, ${value});`;
    result = result.slice(0, expression.getStart()) + told + result.slice(comment!.end);
  }
  return result;
}

/** An object, a list, a number or a text, and nothing else beside it. */
function isValue(text: string): boolean {
  const file = ts.createSourceFile('value.ts', `(${text})`, ts.ScriptTarget.ESNext, true);
  const [statement, ...more] = file.statements;
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly unknown[] };
  if (parseDiagnostics.length > 0 || more.length > 0 || !statement || !ts.isExpressionStatement(statement))
    return false;
  const value = (statement.expression as ts.ParenthesizedExpression).expression;
  return (
    ts.isObjectLiteralExpression(value) ||
    ts.isArrayLiteralExpression(value) ||
    ts.isBinaryExpression(value) ||
    ts.isNumericLiteral(value) ||
    ts.isStringLiteral(value)
  );
}
