import type { AnyContribution } from '@camscope/core';
import { z } from 'zod';

export interface Contributed {
  readonly contribution: AnyContribution;
  readonly plugin: string;
}

/** What a contribution says of itself; its options as a JSON schema. */
export function descriptionOf({ contribution, plugin }: Contributed) {
  const { kind, id, title, short, alsoCalled, summary, citation, presets } = contribution;
  const options = z.toJSONSchema(contribution.options, { io: 'input', unrepresentable: 'any' });
  return { kind, id, title, short, alsoCalled, plugin, summary, citation, options, presets };
}
