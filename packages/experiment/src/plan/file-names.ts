/** A file or folder name for each name: unique, and without characters that some file system refuses. */
export function fileNames(names: readonly string[]): string[] {
  const safe = names.map((name) => name.replace(/[^\w.-]/g, '_').replace(/^\.+/, '_'));
  return isUnique(safe) ? safe : safe.map((name, i) => `${name}.${i}`);
}

/** The names without their extensions, unless that would make two of them equal. */
export function withoutExtensions(names: readonly string[]): readonly string[] {
  const short = names.map((name) => name.replace(/(?<=[^/\\])\.[^./\\]*$/, ''));
  return isUnique(short) ? short : names;
}

function isUnique(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}
