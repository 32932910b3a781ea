/** Where relative paths in a contribution's options start. */
export interface OpenContext {
  /** Folder of the file in which the options were written. */
  readonly baseDirectory: string;
  readonly signal?: AbortSignal;
  /**
   * The data are looked at, and no image is read: images that are not there and entries that cannot be used are told (`missing`,
   * `notes`) instead of refused.
   */
  readonly lookOnly?: boolean;
}
