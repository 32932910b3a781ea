// @ts-check
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Megabytes that our own packages may take together: to download, and on disk. packages/camscope/README.md tells them. */
const BUDGET = { download: 24, disk: 60 };

const MEGABYTE = 1e6;

/**
 * What installing `camscope` into an empty folder took, in words.
 * @param {string} modules its `node_modules`
 * @param {{ name: string, size: number }[]} packed our packages' tarballs, in bytes
 * @returns {string}
 * @throws Error when our own packages take more than the budget.
 */
export function installSize(modules, packed) {
  const sizes = packagesIn(modules).map((name) => ({ name, size: sizeOf(join(modules, name)) }));
  const own = packed.filter(({ name }) => sizes.some((each) => each.name === name));
  const isOwn = (/** @type {{ name: string }} */ { name }) => own.some((each) => each.name === name);
  const download = sum(own) / MEGABYTE;
  const disk = sum(sizes.filter(isOwn)) / MEGABYTE;
  const others = sizes.filter((each) => !isOwn(each)).sort((a, b) => b.size - a.size);
  const largest = others.slice(0, 8).map(({ name, size }) => `${name} ${(size / MEGABYTE).toFixed(1)}`);
  if (download > BUDGET.download || disk > BUDGET.disk)
    throw new Error(
      `Our packages take ${download.toFixed(1)} MB to download and ${disk.toFixed(1)} MB on disk, more than ${BUDGET.download} and ${BUDGET.disk}`,
    );
  return [
    `camscope: ${own.length} packages of our own, ${download.toFixed(1)} MB to download, ${disk.toFixed(1)} MB on disk`,
    `${others.length} others, ${(sum(others) / MEGABYTE).toFixed(0)} MB on disk: ${largest.join(', ')}, …`,
  ].join('\n');
}

/** @param {string} modules */
function packagesIn(modules) {
  return readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((each) => `${name}/${each}`) : [name],
    );
}

/** @param {string} folder @returns {number} */
function sizeOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return sum(files.map(({ parentPath, name }) => statSync(join(parentPath, name))));
}

/** @param {readonly { size: number }[]} all */
function sum(all) {
  return all.reduce((total, { size }) => total + size, 0);
}
