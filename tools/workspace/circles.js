// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** @typedef {ReadonlyMap<string, readonly string[]>} Imports the relative imports of every file, imports of types too */

/**
 * Reads the relative imports among the files of a folder that are written there; paths are relative to it.
 * @param {string} folder
 * @returns {Imports}
 */
export function importsIn(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.([jt]s|tsx)$/.test(file) && !/(^|[/\\])(node_modules|out)[/\\]/.test(file),
  );
  return new Map(
    files.map((file) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(join(folder, file), 'utf8'));
      const relative = importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith('.'));
      return [file, relative.map((name) => join(dirname(file), name))];
    }),
  );
}

/**
 * Circles among imports, each as the shortest way round from its first file to itself; a file is in one of them at most,
 * and every file that imports itself in the end is in one or imports one.
 * @param {Imports} imports
 * @returns {string[][]}
 */
export function circlesAmong(imports) {
  /** @type {string[][]} */
  const circles = [];
  for (const file of [...imports.keys()].sort()) {
    if (circles.some((circle) => circle.includes(file))) continue;
    const circle = wayRound(imports, file);
    if (circle) circles.push(circle);
  }
  return circles;
}

/** @param {Imports} imports @param {string} start */
function wayRound(imports, start) {
  const ways = [[start]];
  const seen = new Set();
  for (const way of ways) {
    for (const next of imports.get(/** @type {string} */ (way.at(-1))) ?? []) {
      if (next === start) return [...way, start];
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}
