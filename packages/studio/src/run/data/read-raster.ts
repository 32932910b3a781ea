import { CamscopeError, type Raster } from '@camscope/core';

const TYPES = { uint8: Uint8Array, uint16: Uint16Array, float32: Float32Array } as const;

/**
 * A radiograph as the server of a run sends it: samples, and their shape in headers.
 * @throws CamscopeError as the server tells it; IMAGE_INVALID for another answer.
 */
export async function readRaster(address: string, signal?: AbortSignal): Promise<Raster> {
  const answer = await fetch(address, { signal });
  if (!answer.ok) throw await errorOf(answer);
  const [, width, height, channels] =
    /^(\d+)x(\d+)x([13])$/.exec(answer.headers.get('Raster-Size') ?? '') ?? [];
  const Type = TYPES[answer.headers.get('Raster-Type') as keyof typeof TYPES];
  if (width === undefined || Type === undefined)
    throw new CamscopeError('IMAGE_INVALID', 'The radiograph is not what a run’s server sends', {
      found: `${answer.headers.get('Raster-Type')}, ${answer.headers.get('Raster-Size')}`,
    });
  return {
    ...{ width: Number(width), height: Number(height), channels: channels === '3' ? 3 : 1 },
    data: new Type(await answer.arrayBuffer()),
    white: Number(answer.headers.get('Raster-White')),
  };
}

async function errorOf(answer: Response): Promise<CamscopeError> {
  if (answer.status === 404)
    return new CamscopeError('FILE_UNREADABLE', 'The run does not list this radiograph', {
      fix: 'Look at the run anew',
    });
  const { error } = (await answer.json()) as {
    error: { code: CamscopeError['code']; summary: string; details: CamscopeError['details'] };
  };
  return new CamscopeError(error.code, error.summary, error.details);
}
