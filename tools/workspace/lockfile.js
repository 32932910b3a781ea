// @ts-check
/** @typedef {{ optionalDependencies?: Record<string, string> }} Entry */

/**
 * Optional dependencies that package-lock.json names but does not hold. `npm ci` refuses such a lockfile on the
 * platforms that they are for.
 * @param {{ packages: Record<string, Entry> }} lockfile
 * @returns {string[]} `path of the package that asks → name`
 */
export function missingOptionalDependencies({ packages }) {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !homes(path).some((home) => `${home}node_modules/${name}` in packages))
      .map((name) => `${path || '(workspace)'} → ${name}`),
  );
}

/**
 * The prefixes under which Node looks for a dependency of the package at `path`, nearest first.
 * @param {string} path
 * @returns {string[]}
 */
function homes(path) {
  if (path === '') return [''];
  const up = path.lastIndexOf('/node_modules/');
  return [`${path}/`, ...homes(up === -1 ? '' : path.slice(0, up))];
}
