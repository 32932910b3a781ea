import { isOfRun } from '../run/state/look.ts';

export const STUDY_ADDRESS = '#/study';

/** The three ways into the application, told apart by the address. */
export type Way = 'explore' | 'study' | 'view';

export function wayOf(hash: string): Way {
  if (isOfRun(hash)) return 'view';
  return hash === STUDY_ADDRESS ? 'study' : 'explore';
}
