/** Longest name of a file or folder that is made from one of the study's or the data's, in characters. */
const MAX_NAME = 100;

/** What Windows keeps for devices, whatever follows a dot. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Why a name cannot be that of a folder on every system; undefined when it can. */
export function nameProblem(name: string): string | undefined {
  if (name.length > MAX_NAME) return `it has ${name.length} characters, and may have ${MAX_NAME}`;
  if (RESERVED.test(name)) return `Windows keeps '${name.split('.')[0]}' for a device`;
  return undefined;
}

/** The same for names that file systems without case, and people, take for one. */
export function nameKey(name: string): string {
  return name.toLowerCase();
}

/**
 * A file or folder name for each name: unique whatever the case, at most 100 characters long, and nothing that some file
 * system refuses. A name that is taken gets a number, so that names at the end change none before them.
 */
export function fileNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const safe = safeName(name);
    let free = safe;
    for (let i = 2; taken.has(nameKey(free)); i++) {
      const end = `.${i}`;
      free = safe.slice(0, MAX_NAME - end.length) + end;
    }
    taken.add(nameKey(free));
    return free;
  });
}

/** The names without their extensions, unless that would make two of them equal. */
export function withoutExtensions(names: readonly string[]): readonly string[] {
  const short = names.map((name) => name.replace(/(?<=[^/\\])\.[^./\\]*$/, ''));
  return new Set(short.map(nameKey)).size === new Set(names.map(nameKey)).size ? short : names;
}

function safeName(name: string): string {
  const plain = name
    .slice(0, MAX_NAME)
    .replace(/[^\w.-]/g, '_')
    .replace(/^\.+|\.+$/g, '_');
  return RESERVED.test(plain) || plain === '' ? `_${plain}`.slice(0, MAX_NAME) : plain;
}
