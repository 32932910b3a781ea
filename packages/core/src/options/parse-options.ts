import type { z } from 'zod';
import type { Contribution, OptionsSchema, Preset } from '../contracts/contribution.ts';
import { CamscopeError, unknownName } from '../errors/camscope-error.ts';
import { nearest } from '../errors/nearest.ts';

/**
 * The options of a contribution with every default filled in: what is given, then what the option `preset` stands for,
 * then the defaults.
 * @throws CamscopeError CONFIG_INVALID naming each option at fault, with the valid ones.
 */
export function parseOptions<Schema extends OptionsSchema>(
  contribution: Contribution<string, Schema>,
  given: unknown = {},
): z.output<Schema> {
  const preset = presetOf(contribution, given);
  const parsed = contribution.options.safeParse(
    preset ? { ...preset.options, ...withoutPreset(given) } : given,
  );
  if (parsed.success) return parsed.data;
  const valid = Object.keys(contribution.options.shape);
  throw new CamscopeError('CONFIG_INVALID', `Invalid options for ${contribution.kind} '${contribution.id}'`, {
    asked: JSON.stringify(given),
    found: parsed.error.issues.map((issue) => describeIssue(issue, valid)).join('; '),
    fix: valid.length > 0 ? `Options are: ${valid.join(', ')}` : 'It takes no options',
  });
}

/**
 * The preset that options ask for by the name `preset`, where the contribution has presets.
 * @throws CamscopeError NAME_UNKNOWN with the nearest presets.
 */
export function presetOf(contribution: Contribution, given: unknown): Preset | undefined {
  const { presets } = contribution;
  const name = isRecord(given) ? given['preset'] : undefined;
  if (!presets || name === undefined) return undefined;
  if (typeof name === 'string' && Object.hasOwn(presets, name)) return presets[name];
  throw unknownName(`preset of '${contribution.id}'`, String(name), Object.keys(presets));
}

function withoutPreset(given: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given as object).filter(([key]) => key !== 'preset'));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
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
