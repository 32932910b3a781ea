/** Where a plugin came from, as recorded in the lock: a package with its version, or a file with its hash. */
export type PluginRecord =
  | { readonly name: string; readonly version: string }
  | { readonly name: string; readonly file: string; readonly sha256: string };

/** The software that ran a study. */
export interface Software {
  /** Version of camscope. */
  readonly camscope: string;
  readonly plugins: readonly PluginRecord[];
  /** Tells states of a checkout apart, whose packages have the same versions whatever their sources. */
  readonly build?: string;
}
