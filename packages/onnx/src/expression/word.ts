import type { Expression } from '@camscope/core';

/** An expression, or a number. */
export type Operand = Expression | number;

/** A word of expressions with its operands; a number stands for itself. */
export function word(
  name: string,
  operands: readonly Operand[] = [],
  parameters: Expression['parameters'] = {},
): Expression {
  const lifted = operands.map((operand) =>
    typeof operand === 'number' ? word('number', [], { value: operand }) : operand,
  );
  return Object.freeze({ word: name, operands: lifted, parameters });
}
