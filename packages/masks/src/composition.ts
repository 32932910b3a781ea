import { CamscopeError } from '@camscope/core';

/** Masks over an image as products of small matrices: rows · grid · columns. */
export interface MaskComposition {
  readonly count: number;
  /** Shape [s,t] of every grid. */
  readonly grid: readonly [number, number];
  /** Matrices [H,s] and [t,W], row-major, among which masks choose. */
  readonly rows: readonly Float32Array[];
  readonly columns: readonly Float32Array[];
  /** Mask `index`, always the same: its grid, and which of `rows` and `columns`. The first masks stay the first when there are more. */
  mask(index: number): { readonly grid: Float32Array; readonly row: number; readonly column: number };
}

/**
 * A composition whose matrices have the sizes that they must.
 * @throws CamscopeError EXPRESSION_INVALID.
 */
export function checkedComposition(given: MaskComposition, height: number, width: number): MaskComposition {
  const { grid, rows, columns, mask } = given;
  const [s, t] = grid;
  checkMatrices('rows', rows, height * s);
  checkMatrices('columns', columns, t * width);
  return {
    ...given,
    mask: (index) => {
      const one = mask(index);
      if (one.grid.length === s * t && one.row in rows && one.column in columns) return one;
      throw wrong(
        `mask ${index} is { grid of ${one.grid.length}, row: ${one.row}, column: ${one.column} }`,
        `a grid of ${s * t} values, a row below ${rows.length} and a column below ${columns.length}`,
      );
    },
  };
}

function checkMatrices(what: string, matrices: readonly Float32Array[], length: number): void {
  const other = matrices.length === 0 ? 'none' : matrices.find((one) => one.length !== length)?.length;
  if (other !== undefined) throw wrong(`${what}: ${other}`, `matrices of ${length} values`);
}

function wrong(found: string, fix: string): CamscopeError {
  return new CamscopeError('EXPRESSION_INVALID', 'Masks cannot be composed', { found, fix: `Give ${fix}` });
}
