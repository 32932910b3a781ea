import { CamscopeError } from '@camscope/core';

/** Names come from the file: longer ones are cut in messages. */
const LONGEST = 300;

/** The error for bytes that are not a sound ONNX model. `offset` counts from the start of the message read. */
export function malformed(found: string, offset?: number, cause?: unknown): CamscopeError {
  const shown = found.length > LONGEST ? `${found.slice(0, LONGEST)}…` : found;
  return new CamscopeError('MODEL_MALFORMED', 'Not a sound ONNX model', {
    // Control characters in a name must not reach a terminal.
    found: (offset === undefined ? shown : `${shown} at byte ${offset}`).replace(/\p{Cc}/gu, '\uFFFD'),
    fix: 'Check that the file is complete (compare its size or checksum with the source) and is ONNX, not another format',
    ...(cause === undefined ? {} : { cause }),
  });
}
