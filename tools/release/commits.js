// @ts-check
/** What a commit says, by Conventional Commits: the hook, CI, versions and changelogs read it here. */

/** @typedef {{ hash: string, type: string, scope: string | undefined, breaking: boolean, subject: string }} Commit */

/** The types of commits, and whether those who have a package installed get something by them. @type {Record<string, boolean>} */
const TYPES = {
  feat: true,
  fix: true,
  perf: true,
  revert: true,
  build: false,
  chore: false,
  ci: false,
  docs: false,
  refactor: false,
  style: false,
  test: false,
};

const HEADER = /^(?<type>[a-z]+)(?:\((?<scope>[a-z0-9-]+)\))?(?<mark>!)?: (?<subject>\S.*)$/;

/**
 * @param {string} message header, and what follows it
 * @param {string} [hash]
 * @returns {Commit | undefined} undefined where the header is no such one
 */
export function parseCommit(message, hash = '') {
  const { type, scope, mark, subject } = HEADER.exec(message.split('\n', 1)[0])?.groups ?? {};
  if (!Object.hasOwn(TYPES, type ?? '')) return undefined;
  return { hash, type, scope, breaking: mark === '!' || /^BREAKING[ -]CHANGE: /m.test(message), subject };
}

/** Whether those who have a package notice. @param {Commit} commit */
export function isFelt({ type, breaking }) {
  return TYPES[type] || breaking;
}

/**
 * What is wrong with a commit's message, in a sentence; undefined for nothing.
 * @param {string} message
 */
export function commitProblem(message) {
  const [header, second = ''] = message.split('\n');
  if (!parseCommit(message)) {
    return `'${header}' is not 'type: subject' or 'type(scope): subject', with a type of ${Object.keys(TYPES).join(', ')}`;
  }
  if (/[.;:]$/.test(header)) return `'${header}' ends with a punctuation mark`;
  return second === '' ? undefined : `'${header}': an empty line must follow`;
}
