// @ts-check
import semver from 'semver';
import { INSTALLED } from './packages.js';

/** @typedef {import('./packages.js').Manifest} Manifest */
/** @typedef {import('./plan.js').Release} Release */

/**
 * The manifests after a release. What is released asks for the packages that it was made with; what is not, only leaves ranges of its
 * development that no package of the workspace fits any more.
 * @param {Map<string, Manifest>} manifests by folder
 * @param {Release[]} releases
 * @returns {Map<string, Manifest>}
 */
export function withVersions(manifests, releases) {
  const released = new Map(releases.map((each) => [each.package.name, each.version]));
  const versions = new Map(
    [...manifests.values()].map(({ name, version }) => [name, released.get(name) ?? version]),
  );
  const raise = (/** @type {boolean} */ all, /** @type {Record<string, string>} */ ranges) =>
    Object.fromEntries(
      Object.entries(ranges).map(([name, range]) => {
        const version = versions.get(name);
        return [name, version && (all || !semver.satisfies(version, range)) ? `^${version}` : range];
      }),
    );
  const after = (/** @type {Manifest} */ manifest) => {
    const sections = [...INSTALLED, 'devDependencies'].filter((section) => manifest[section]);
    const ranges = sections.map((section) => [
      section,
      raise(released.has(manifest.name), manifest[section]),
    ]);
    return { ...manifest, version: versions.get(manifest.name), ...Object.fromEntries(ranges) };
  };
  return new Map([...manifests].map(([folder, manifest]) => [folder, after(manifest)]));
}
