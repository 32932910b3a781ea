import { CamscopeError, methodSpec, type MethodInFull } from '@camscope/core';

/**
 * A method as the command line has it: an id, a name as tables have it (`finer(grad-cam)`), or YAML as in a study
 * (`{ use: finer, of: grad-cam, options: { gamma: 1 } }`).
 * @throws CamscopeError CONFIG_INVALID.
 */
export async function methodOfText(text: string): Promise<MethodInFull> {
  if (!text.trimStart().startsWith('{')) return methodSpec(text);
  const value = await parsed(text);
  checkPart(value, text);
  return value as MethodInFull;
}

async function parsed(text: string): Promise<unknown> {
  const { parse } = await import('yaml');
  try {
    return parse(text) as unknown;
  } catch (cause) {
    throw invalid(text, (cause as Error).message.split('\n')[0]);
  }
}

const KEYS = ['use', 'of', 'options'];

function checkPart(value: unknown, text: string): void {
  if (typeof value === 'string') return;
  if (typeof value !== 'object' || value === null || !('use' in value) || typeof value.use !== 'string')
    throw invalid(text, "No 'use' names a method");
  const other = Object.keys(value).find((key) => !KEYS.includes(key));
  if (other !== undefined) throw invalid(text, `unknown key '${other}' (valid: ${KEYS.join(', ')})`);
  const { of = [] } = value as MethodInFull;
  for (const part of [of].flat()) checkPart(part, text);
}

function invalid(text: string, found: string): CamscopeError {
  return new CamscopeError('CONFIG_INVALID', 'A method of --method cannot be read', {
    asked: text,
    found,
    fix: "Write --method '{ use: finer, of: grad-cam, options: { gamma: 1 } }'",
  });
}
