import type { DefinitionFault } from '@camscope/core';

/** Finds where in a plugin's file a definition is at fault. */
export function placesIn(file: string, source: string): (fault: DefinitionFault) => string {
  const name = file.replace(/^.*[/\\]/, '');
  return ({ id, key }) => {
    const start =
      id === undefined ? 0 : Math.max(0, firstOf(source, `\\bid\\s*:\\s*['"\`]${escaped(id)}['"\`]`));
    const own = key === undefined ? start : near(source, start, key);
    return own === 0 && start === 0 ? name : `${name}:${source.slice(0, own).split('\n').length}`;
  };
}

/** Keys stand behind the id; before it, where the object begins otherwise. */
function near(source: string, start: number, key: string): number {
  const pattern = `\\b${escaped(key)}\\s*[:(,]`;
  const after = firstOf(source.slice(start), pattern);
  if (after >= 0) return start + after;
  const before = [...source.slice(0, start).matchAll(new RegExp(pattern, 'g'))].at(-1);
  return before?.index ?? start;
}

function firstOf(source: string, pattern: string): number {
  return new RegExp(pattern).exec(source)?.index ?? -1;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
