import { CamscopeError } from '@camscope/core';
import { folded } from '@camscope/datasets-common';
import { type BoxRole, type ColumnMap, corners, sides, usualBoxes } from './usual.ts';

/** Of an image as often as of a box: the box's only where nothing else ends it. */
const SHARED = 'width';

/**
 * The columns of a box by their usual names; none where they are given, or the table has none.
 * @throws CamscopeError DATA_INVALID where several boxes may be meant, or a box is not whole.
 */
export function findBox(names: readonly string[], path: string, given: ColumnMap): ColumnMap {
  if ([...sides, ...corners].some((role) => given[role] !== undefined)) return {};
  const spelt = new Map<string, string[]>();
  for (const name of names) spelt.set(folded(name), [...(spelt.get(folded(name)) ?? []), name]);
  const whole = usualBoxes.filter((box) => box.names.every((name) => spelt.has(name)));
  const sure = whole.filter((box) => !box.names.includes(SHARED));
  const boxes = (sure.length > 0 ? sure : whole).map(({ says, names }) => ({
    says,
    columns: names.map((name) => spelt.get(name)!),
  }));
  if (boxes.length === 0) checkBegun(spelt, path);
  if (boxes.length > 1 || boxes.some(({ columns }) => columns.some(({ length }) => length > 1)))
    throw severalBoxes(boxes, path);
  return Object.fromEntries(
    boxes.flatMap(({ says, columns }) => says.map((role, i) => [role, columns[i][0]])),
  );
}

interface Candidate {
  readonly says: readonly BoxRole[];
  /** Names for each. */
  readonly columns: readonly (readonly string[])[];
}

/** A corner without the rest is no box, and not to be passed over either. */
function checkBegun(spelt: ReadonlyMap<string, readonly string[]>, path: string): void {
  const begun = usualBoxes.find(({ names: [x, y] }) => spelt.has(x) && spelt.has(y));
  if (begun === undefined) return;
  const [x, y] = begun.names.map((name) => spelt.get(name)?.[0] ?? '…');
  throw new CamscopeError('DATA_INVALID', 'A box lacks columns', {
    at: `${path}:1`,
    found: `${x} and ${y}, but none of the usual names beside them`,
    fix: `Name all four, as ${given(sides, [x, y, '…', '…'])} or with ${corners.join(', ')}; or 'ignore' these`,
  });
}

function severalBoxes(boxes: readonly Candidate[], path: string): CamscopeError {
  const [{ says, columns }] = boxes;
  return new CamscopeError('DATA_INVALID', 'Several columns may be a box', {
    at: `${path}:1`,
    found: boxes.map((box) => box.columns.map((names) => names.join(' or ')).join(', ')).join('; '),
    fix: `Name the four that are meant, as ${given(
      says,
      columns.map(([name]) => name),
    )}`,
  });
}

function given(roles: readonly BoxRole[], names: readonly string[]): string {
  return `columns: { ${roles.map((role, i) => `${role}: '${names[i]}'`).join(', ')} }`;
}
