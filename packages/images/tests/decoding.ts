import { expect } from 'vitest';
import { isCamscopeError } from '@camscope/core';
import { sharpCodec } from '@camscope/images';

export const decode = (bytes: Uint8Array) => sharpCodec.decode(bytes, 'chest.img');

/** Expects IMAGE_INVALID that names the file, says what was found as told, and what to do. */
export async function expectRefused(bytes: Uint8Array, found: string): Promise<void> {
  const error: unknown = await decode(bytes).then(
    () => 'decoded',
    (thrown: unknown) => thrown,
  );
  if (!isCamscopeError(error)) throw new Error(`expected a refusal (${found}), got: ${String(error)}`);
  expect(error.code).toBe('IMAGE_INVALID');
  expect(error.message).toContain('chest.img');
  expect(error.details.found).toContain(found);
  expect(error.details.fix).toBeTruthy();
}
