import { CamscopeError, describeIssue, modelCardSchema, type ModelCard } from '@camscope/core';

/** Key of an ONNX file's metadata under which camscope keeps a model card, as JSON. */
export const CARD_KEY = 'camscope.card';
/** Key of the metadata that says how a self-explaining network explains, as JSON. */
export const EXPLANATION_KEY = 'camscope.explanation';

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

/**
 * The card that an ONNX file carries in its metadata; an empty one when it carries none.
 * @throws CamscopeError CONFIG_INVALID, MODEL_MALFORMED.
 */
export function cardInMetadata(metadata: ReadonlyMap<string, string>): ModelCard {
  const value = jsonIn(metadata, CARD_KEY);
  return value === undefined ? {} : parseCard(value, `The metadata '${CARD_KEY}'`);
}

/**
 * Fields of the card in an ONNX file's metadata that were guesses when it was written.
 * @throws CamscopeError MODEL_MALFORMED.
 */
export function guessedInMetadata(metadata: ReadonlyMap<string, string>): readonly string[] {
  const told = jsonIn(metadata, EXPLANATION_KEY) as { readonly guessed?: unknown } | null | undefined;
  return Array.isArray(told?.guessed) ? told.guessed.map(String) : [];
}

function jsonIn(metadata: ReadonlyMap<string, string>, key: string): unknown {
  const text = metadata.get(key);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new CamscopeError('MODEL_MALFORMED', `The metadata '${key}' is not JSON`, {
      found: cause.message,
      cause,
    });
  }
}
