import { CamscopeError } from '@camscope/core';
import type { CompiledExplainer } from '@camscope/engine';

/**
 * Whether files named as baselines fit what methods start from.
 * @throws CamscopeError CONFIG_INVALID for a method that starts from images where none are named, and the other way round.
 */
export function checkStarts(
  methods: readonly Pick<CompiledExplainer, 'startsIn'>[],
  files: readonly string[],
): void {
  const isAsked = methods.some(({ startsIn }) => startsIn !== undefined);
  if (isAsked && files.length === 0) {
    throw new CamscopeError('CONFIG_INVALID', 'No images are named to start from', {
      asked: 'A baseline of images: baseline=data',
      fix: 'Name them with --baseline, or choose another baseline',
    });
  }
  if (!isAsked && files.length > 0) {
    throw new CamscopeError('CONFIG_INVALID', 'None of the methods starts from images', {
      asked: `--baseline ${files[0]}`,
      fix: "Say --option baseline=data of a method that has it, or leave '--baseline' out",
    });
  }
}
