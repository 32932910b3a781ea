import type { Files } from '@camscope/core';

/** What a study runs on: a computer, or a page of a browser. */
export interface Machine {
  readonly files: Files;
  /** What executes the code, with its version: of Node `v20.20.2`. */
  readonly node: string;
  /** `linux-x64`. */
  readonly platform: string;
  readonly cores: number;
  /** Variables of the environment, which studies may name; a page has none. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What tells its device from another machine's, where runs are measured. */
  device(): Promise<string>;
  /** The most memory that was held, in MiB; undefined where nobody knows. */
  peakMegabytes(): number | undefined;
  /** Version of a package of camscope: `engine`. */
  versionOf(name: string): string;
  /**
   * The absolute path of a file that a study names: relative to `directory`, or `npm:<package>/<path>`.
   * @throws CamscopeError FILE_UNREADABLE for a package that is not there.
   */
  locate(named: string, directory: string): string;
}
