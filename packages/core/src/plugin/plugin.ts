import type { AnyContribution } from '../contracts/define.ts';
import { CamscopeError } from '../errors/camscope-error.ts';

/** The version of the contracts that this core understands. */
export const API_VERSION = 1;

/** A package's (or a file's) default export: what it contributes. */
export interface Plugin {
  /** The npm package name, or any unique name for a single file. */
  readonly name: string;
  readonly apiVersion: number;
  readonly contributes: readonly AnyContribution[];
}

export interface PluginDefinition {
  readonly name: string;
  readonly apiVersion: number;
  /** Contributions, whatever their options. */
  // A contribution's functions take its own options, so no common type but `any` holds them all.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly contributes: readonly any[];
}

/**
 * Makes a plugin.
 * @throws CamscopeError PLUGIN_INVALID for another version of the contracts.
 */
export function definePlugin({ name, apiVersion, contributes }: PluginDefinition): Plugin {
  const plugin = { name, apiVersion, contributes };
  assertApiVersion(plugin);
  return plugin;
}

/** Whether a module's default export is a plugin (made by any copy of core). */
export function isPlugin(value: unknown): value is Plugin {
  if (typeof value !== 'object' || value === null) return false;
  const { name, apiVersion, contributes } = value as Partial<Plugin>;
  return typeof name === 'string' && typeof apiVersion === 'number' && Array.isArray(contributes);
}

/** @throws CamscopeError PLUGIN_INVALID for a plugin that another core of another version let pass. */
export function assertApiVersion({ name, apiVersion, at }: Plugin & { readonly at?: string }): void {
  if (apiVersion === API_VERSION) return;
  throw new CamscopeError('PLUGIN_INVALID', `Plugin '${name}' is written for API version ${apiVersion}`, {
    at,
    found: `This camscope has API version ${API_VERSION}`,
    fix: 'Install the version of the plugin that fits this camscope',
  });
}
