import { isCamscopeError } from '@camscope/core';
import { withPlace } from '../config/check.ts';
import type { StudyFile } from '../config/read-study.ts';
import type { Path } from '../config/yaml-source.ts';

/** What comes of work that the study asks for at `path`; an error without a place is given that one. */
export async function at<T>(
  { file }: { readonly file: StudyFile },
  path: Path,
  work: Promise<T>,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const ofProvider = isCamscopeError(error) && error.code === 'PROVIDER_UNAVAILABLE';
    throw withPlace(error, file.source.at(ofProvider ? ['runtime', 'provider'] : path));
  }
}
