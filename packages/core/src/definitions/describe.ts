export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether something is a list of numbers, an array or a typed one. */
export function isNumbers(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);
}

export function isExpression(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.word === 'string' &&
    Array.isArray(value.operands) &&
    isRecord(value.parameters)
  );
}

/** Anything in a few words, for the end of a sentence about what was found. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'an empty text' : `'${value.slice(0, 40)}'`;
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return listInWords(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isThenable(value)) return 'a promise, where none is awaited';
  const keys = Object.keys(value);
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  return keys.length === 0 ? 'an object without keys' : `an object of ${keys.slice(0, 8).join(', ')}`;
}

function listInWords(list: readonly unknown[]): string {
  if (list.length === 0) return 'an empty list';
  const isShort =
    list.length <= 4 && list.every((one) => typeof one !== 'object' && typeof one !== 'function');
  return isShort ? `[${list.map(describe).join(', ')}]` : `a list of ${list.length}`;
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}
