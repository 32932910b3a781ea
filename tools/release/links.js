// @ts-check
import { posix } from 'node:path';
import { REPOSITORY } from '../workspace/repository.js';

/** Behind `](`, `src="` or `href="`, or of a reference: where it leads, if that is neither an address nor a heading of the same page. */
const RELATIVE = /(\]\(|\b(?:src|href)="|^\[[^\]]+\]: )(?![a-z][a-z+.-]*:|\/\/|#)([^)\s"]+)/gm;

/** Pictures are shown from where their bytes are. */
const PICTURE = /\.(?:png|jpe?g|gif|svg|webp)$/i;

/**
 * A README as it is read away from the repository: its relative links lead there.
 * @param {string} text
 * @param {string} folder that of the README, from the root of the repository
 */
export function withAbsoluteLinks(text, folder) {
  return outsideCode(text, (part) =>
    part.replaceAll(RELATIVE, (_, before, target) => `${before}${absolute(target, folder)}`),
  );
}

/**
 * @param {string} text
 * @returns {string[]} where relative links lead
 */
export function relativeLinks(text) {
  /** @type {string[]} */
  const found = [];
  outsideCode(text, (part) => {
    found.push(...[...part.matchAll(RELATIVE)].map(([, , target]) => target));
    return part;
  });
  return found;
}

/** @param {string} target @param {string} folder */
function absolute(target, folder) {
  const [path, ...heading] = target.split('#');
  const view = PICTURE.test(path) ? 'raw' : posix.extname(path) ? 'blob' : 'tree';
  const address = [posix.join(REPOSITORY.replace('https://', ''), view, 'main', folder, path), ...heading];
  return `https://${address.join('#').replace(/\/(?=#|$)/, '')}`;
}

/** @param {string} text @param {(part: string) => string} change */
function outsideCode(text, change) {
  return text
    .split(/(^```[\s\S]*?^```$|`[^`\n]*`)/m)
    .map((part, i) => (i % 2 === 0 ? change(part) : part))
    .join('');
}
