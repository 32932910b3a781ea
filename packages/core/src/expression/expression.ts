/**
 * An expression: the arithmetic of an explanation method as data. Words that build expressions, and the
 * compiler that turns them into ONNX nodes, are in `@camscope/onnx`.
 */
export interface Expression {
  /** The word: `gradient`, `mul`, `activations`, … */
  readonly word: string;
  readonly operands: readonly Expression[];
  /** Fixed parameters of the word; an object is one that the word alone understands. */
  readonly parameters: Readonly<Record<string, string | number | boolean | object>>;
}

/** Everything that `expression` is built from, itself included, each once, operands first. */
export function subexpressions(expression: Expression, seen = new Set<Expression>()): Set<Expression> {
  if (seen.has(expression)) return seen;
  for (const operand of expression.operands) subexpressions(operand, seen);
  return seen.add(expression);
}
