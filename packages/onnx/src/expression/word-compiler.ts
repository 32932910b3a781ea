import { CamscopeError, type Expression } from '@camscope/core';
import type { Emitter } from '../edit/emitter.ts';
import type { Rows } from '../gradient/rows.ts';
import { spellings } from './emit-words.ts';
import { broadcast, SINGLE, type Field } from './field.ts';

/** Turns words of arithmetic into nodes, each subexpression once. What the other words stand for is asked of `leaf`. */
export class WordCompiler {
  readonly #emit: Emitter;
  readonly #leaf: (expression: Expression) => Field | undefined;
  readonly #rows: Rows | undefined;
  readonly #fields = new Map<Expression, Field>();

  /** @param rows bring what there is for each image to rows, where they meet. */
  constructor(emit: Emitter, leaf: (expression: Expression) => Field | undefined, rows?: Rows) {
    this.#emit = emit;
    this.#leaf = leaf;
    this.#rows = rows;
  }

  /** @throws CamscopeError EXPRESSION_INVALID for a word that nobody knows. */
  field(expression: Expression): Field {
    let field = this.#fields.get(expression);
    if (field === undefined) this.#fields.set(expression, (field = this.#compile(expression)));
    return field;
  }

  #compile(expression: Expression): Field {
    const { word, operands, parameters } = expression;
    if (word === 'number') return { value: this.#emit.scalar(parameters.value as number), shape: SINGLE };
    const leaf = this.#leaf(expression);
    if (leaf) return leaf;
    const spelling = Object.hasOwn(spellings, word) ? spellings[word] : undefined;
    if (!spelling) {
      throw new CamscopeError('EXPRESSION_INVALID', `No word is called '${word}'`, {
        found: `Words: ${Object.keys(spellings).join(', ')}`,
        fix: 'Build expressions with the functions of @camscope/onnx/expressions',
      });
    }
    const fields = this.#joined(operands.map((operand) => this.field(operand)));
    const shape = spelling.shape?.(fields, parameters) ?? broadcast(word, fields);
    const value = spelling.emit(this.#emit, fields, parameters);
    const read = fields.slice(0, spelling.reads);
    return { value, shape, per: read.find(({ per }) => per !== undefined)?.per };
  }

  /** Operands as they can be combined: all for each image, or all for each row. */
  #joined(fields: readonly Field[]): readonly Field[] {
    const rows = this.#rows;
    if (!rows || fields.every(({ per }) => per !== 'row')) return fields;
    return fields.map((field) =>
      field.per === 'image' ? { ...field, per: 'row', value: rows.repeat(field.value) } : field,
    );
  }
}
