import type { ErrorCode } from './codes.ts';
import { nearest } from './nearest.ts';

const BRAND = Symbol.for('@camscope/core/error');

export interface ErrorDetails {
  /** What was asked for, in the caller's words. */
  readonly asked?: string;
  /** What was found instead. */
  readonly found?: string;
  /** What to do about it. */
  readonly fix?: string;
  /** `file:line:column` of the text at fault. */
  readonly at?: string;
  readonly cause?: unknown;
}

/**
 * The one error class of camscope. Its message reads: what was asked → what was found → what to do.
 * Test for it with {@link isCamscopeError}: two copies of core may be loaded side by side.
 */
export class CamscopeError extends Error {
  override readonly name = 'CamscopeError';
  readonly [BRAND] = true;
  readonly code: ErrorCode;
  /** The message without its details. */
  readonly summary: string;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, summary: string, details: ErrorDetails = {}) {
    super(render(summary, details), 'cause' in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.summary = summary;
    this.details = details;
  }
}

/** Also of an error of another copy of core. */
export function isCamscopeError(error: unknown): error is CamscopeError {
  return typeof error === 'object' && error !== null && BRAND in error;
}

/** The message of anything thrown, for use as the `found` of another error. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Of more names, those that are near are told alone, where there are any. */
const LISTED = 24;

/** An error for a name that nothing answers to, with the nearest valid names. */
export function unknownName(
  what: string,
  name: string,
  valid: readonly string[],
  fix?: string,
): CamscopeError {
  return new CamscopeError('NAME_UNKNOWN', `No ${what} is called '${name}'`, {
    found: namesFor(name, valid),
    fix,
  });
}

function namesFor(name: string, valid: readonly string[]): string {
  if (valid.length === 0) return 'Known: none';
  const close = nearest(name, valid).join(', ');
  if (valid.length <= LISTED) return `${close && `Nearest: ${close}. `}Known: ${valid.join(', ')}`;
  if (close) return `Nearest of ${valid.length}: ${close}`;
  return `Known: ${valid.slice(0, LISTED).join(', ')}, … (${valid.length})`;
}

function render(summary: string, { at, asked, found, fix }: ErrorDetails): string {
  const parts = [at ? `${at}: ${summary}` : summary];
  if (asked) parts.push(`asked: ${asked}`);
  if (found) parts.push(`found: ${found}`);
  if (fix) parts.push(`do: ${fix}`);
  return parts.join('\n  ');
}
