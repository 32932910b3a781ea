import { CamscopeError, describeIssue, modelCardSchema, type ModelCard } from '@camscope/core';

/** Key of an ONNX file's metadata under which camscope keeps a model card, as JSON. */
export const CARD_KEY = 'camscope.card';

/**
 * A model card out of anything, checked.
 * @param name shown in errors.
 * @throws CamscopeError CONFIG_INVALID naming each field at fault.
 */
export function parseCard(value: unknown, name: string): ModelCard {
  const parsed = modelCardSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const valid = Object.keys(modelCardSchema.shape);
  throw new CamscopeError('CONFIG_INVALID', `${name} is not a sound model card`, {
    found: parsed.error.issues.map((issue) => describeIssue(issue, valid)).join('; '),
    fix: `Fields are: ${valid.join(', ')}`,
  });
}

/** The card that an ONNX file carries in its metadata; an empty one when it carries none. */
export function cardInMetadata(metadata: ReadonlyMap<string, string>): ModelCard {
  const text = metadata.get(CARD_KEY);
  if (text === undefined) return {};
  try {
    return parseCard(JSON.parse(text), `The metadata '${CARD_KEY}'`);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new CamscopeError('MODEL_MALFORMED', `The metadata '${CARD_KEY}' is not JSON`, {
      found: cause.message,
      cause,
    });
  }
}
