import type { z } from 'zod';
import type { Contribution, OptionsSchema } from '../contracts/contribution.ts';
import { CamscopeError } from '../errors/camscope-error.ts';
import { nearest } from '../errors/nearest.ts';

/**
 * The options of a contribution with every default filled in.
 * @throws CamscopeError CONFIG_INVALID naming each option at fault, with the valid ones.
 */
export function parseOptions<Schema extends OptionsSchema>(
  contribution: Contribution<string, Schema>,
  given: unknown = {},
): z.output<Schema> {
  const parsed = contribution.options.safeParse(given);
  if (parsed.success) return parsed.data;
  const valid = Object.keys(contribution.options.shape);
  throw new CamscopeError('CONFIG_INVALID', `Invalid options for ${contribution.kind} '${contribution.id}'`, {
    asked: JSON.stringify(given),
    found: parsed.error.issues.map((issue) => describeIssue(issue, valid)).join('; '),
    fix: valid.length > 0 ? `Options are: ${valid.join(', ')}` : 'It takes no options',
  });
}

/** One zod issue in words; unknown keys come with the nearest valid ones. */
export function describeIssue(issue: z.core.$ZodIssue, valid: readonly string[] = []): string {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .map((key) => {
        const close = nearest(key, valid);
        return `unknown option '${key}'${close.length > 0 ? ` (nearest: ${close.join(', ')})` : ''}`;
      })
      .join('; ');
  }
  return issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message;
}
