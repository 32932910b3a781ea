import type { Contribution } from '../contracts/contribution.ts';
import { CamscopeError, isCamscopeError, messageOf } from '../errors/camscope-error.ts';
import { placeIn } from './place.ts';

type Named = Pick<Contribution, 'kind' | 'id'>;

/** Characters of what a plugin says that are passed on. */
const MOST = 300;

const plugins = new WeakMap<object, string>();

/** Remembers which plugin a contribution comes from, for errors. */
export function belongsTo(contribution: object, plugin: string): void {
  plugins.set(contribution, plugin);
}

/**
 * The error of a function of a contribution that threw. What asks to stop, and what the user can set right, is thrown on as it is.
 * @param name of the function.
 * @param given what it was called with.
 */
export function thrownBy(
  contribution: Named,
  name: string,
  cause: unknown,
  given: readonly unknown[],
): unknown {
  if (isCamscopeError(cause) ? cause.code !== 'INTERNAL' : isStop(cause, given)) return cause;
  const kind =
    cause instanceof Error && cause.name !== 'Error' && !isCamscopeError(cause) ? `${cause.name}: ` : '';
  return new CamscopeError('PLUGIN_FAILED', `${nameOf(contribution)}: ${name} failed`, {
    at: placeIn(cause),
    found: shortened(`${kind}${messageOf(cause)}`),
    cause,
  });
}

/** The error of a function that gave what it must not. @param found what it gave. */
export function gaveBy(contribution: Named, name: string, found: string): CamscopeError {
  const summary = `${nameOf(contribution)}: ${name} gave what it must not`;
  return new CamscopeError('PLUGIN_FAILED', summary, { found: shortened(found) });
}

/** What is thrown by what was asked to stop. */
function isStop(cause: unknown, given: readonly unknown[]): boolean {
  if ((cause as Error | null)?.name === 'AbortError') return true;
  const signals = given.map((one) => (one as { readonly signal?: AbortSignal } | null)?.signal);
  return signals.some((signal) => signal?.aborted && signal.reason === cause);
}

/** A contribution and its plugin, as the beginning of a sentence. */
export function nameOf(contribution: Named): string {
  const plugin = plugins.get(contribution);
  const of = plugin === undefined ? '' : ` of the plugin '${plugin}'`;
  return `The ${contribution.kind} '${contribution.id}'${of}`;
}

function shortened(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}
