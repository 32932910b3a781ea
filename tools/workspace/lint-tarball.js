// @ts-check
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/** Ways of resolving that packages of ES modules alone do not answer to. */
const NOT_FOR_MODULES = ['node10', 'node16-cjs'];

/**
 * What linters of packages object to in a packed one.
 * @param {Uint8Array<ArrayBuffer>} tarball
 * @returns {Promise<string[]>}
 */
export async function lintTarball(tarball) {
  const pack = { tarball: tarball.slice().buffer };
  const { messages, pkg } = await publint({ pack, level: 'warning', strict: true });
  const analysis = await checkPackage(createPackageFromTarballData(tarball));
  if (!analysis.types) return ['no types'];
  const problems = analysis.problems.filter(
    (problem) => !('resolutionKind' in problem && NOT_FOR_MODULES.includes(problem.resolutionKind)),
  );
  return [
    ...messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code),
    ...problems.map((problem) => JSON.stringify(problem)),
  ];
}
