import { type BoxRole, usualBoxes, usualNames } from '@camscope/datasets-table';
import { code, tableOf } from '../markdown.ts';

/** By what names columns of a table are known, without case and separators. */
export function usualColumnsSection(): string {
  const boxes = new Map<string, string[]>();
  for (const { says, names } of usualBoxes) {
    const known = boxes.get(inCode(says)) ?? [];
    boxes.set(inCode(says), [...known, names.join(', ')]);
  }
  return tableOf(
    ['says', 'usual names'],
    [
      ...Object.entries(usualNames).map(([role, names]) => [code(role), names.join(', ')]),
      ...[...boxes].map(([says, names]) => [says, names.join(' or ')]),
    ],
  );
}

function inCode(says: readonly BoxRole[]): string {
  return says.map(code).join(', ');
}
