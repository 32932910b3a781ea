import type { Files } from '../contracts/files.ts';
import type { ImageCodec } from '../contracts/image-codec.ts';
import type { Progress } from '../contracts/progress.ts';
import type { Runtime } from '../contracts/runtime.ts';
import type { Registry } from './registry.ts';
import { token } from './tokens.ts';

/** Everything that the loaded plugins contribute, by kind and id; every container has it. */
export const REGISTRY = token<Registry>('registry');

/** Files read and written: those of a disk, or what stands in for them. */
export const FILES = token<Files>('files');

/** The started inference runtime, on which sessions are opened. */
export const RUNTIME = token<Runtime>('runtime');

/** The codec that reads and writes image files. */
export const IMAGE_CODEC = token<ImageCodec>('image-codec');

/** Where work tells how far it is. */
export const PROGRESS = token<Progress>('progress');
