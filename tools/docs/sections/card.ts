import { modelCardSchema, preprocessingSchema } from '@camscope/core';
import { optionsTable } from './contribution.ts';

/** The fields of a model card, and of the preprocessing that it may state. */
export function cardSection(): string {
  return `${optionsTable(modelCardSchema, 'field')}\n\nOf \`preprocessing\`:\n\n${optionsTable(preprocessingSchema, 'field')}`;
}
