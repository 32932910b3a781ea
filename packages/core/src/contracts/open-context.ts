import type { Files } from './files.ts';
import type { ImageCodec } from './image-codec.ts';

/** What the options of a contribution are read with: where relative paths in them start, and who reads files and images. */
export interface OpenContext {
  /** Folder of the file in which the options were written. */
  readonly baseDirectory: string;
  /** Of the application: of a disk, or of a browser. */
  readonly files: Files;
  readonly codec: ImageCodec;
  /** Once it is aborted, `open` ends in an INTERRUPTED. */
  readonly signal?: AbortSignal;
  /**
   * The data are looked at, and no image is read: images that are not there and entries that cannot be used are told (`missing`,
   * `notes`) instead of refused.
   */
  readonly lookOnly?: boolean;
}
