import { ContainerModule } from 'inversify';
import type { AnyContribution } from '../contracts/define.ts';
import { CamscopeError } from '../errors/camscope-error.ts';
import { tokenOf } from './tokens.ts';

/** The version of the contracts that this core understands. */
export const API_VERSION = 1;

/** A package's (or a file's) default export: what it contributes, and the module that binds it. */
export interface Plugin {
  /** The npm package name, or any unique name for a single file. */
  readonly name: string;
  readonly apiVersion: number;
  readonly contributes: readonly AnyContribution[];
  readonly module: ContainerModule;
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
 * Makes a plugin, whose module binds each contribution as a constant to the token of its kind.
 * @throws CamscopeError PLUGIN_INVALID for another version of the contracts.
 */
export function definePlugin(definition: PluginDefinition): Plugin {
  const { name, apiVersion, contributes } = definition;
  if (apiVersion !== API_VERSION) {
    throw new CamscopeError('PLUGIN_INVALID', `Plugin '${name}' is written for API version ${apiVersion}`, {
      found: `This camscope has API version ${API_VERSION}`,
      fix: 'Install the version of the plugin that fits this camscope',
    });
  }
  const module = new ContainerModule(({ bind }) => {
    for (const contribution of contributes as readonly AnyContribution[]) {
      bind(tokenOf(contribution.kind)).toConstantValue({ plugin: name, contribution });
    }
  });
  return { name, apiVersion, contributes: contributes as readonly AnyContribution[], module };
}

/** Whether a module's default export is a plugin (made by any copy of core). */
export function isPlugin(value: unknown): value is Plugin {
  if (typeof value !== 'object' || value === null) return false;
  const plugin = value as Partial<Plugin>;
  return typeof plugin.name === 'string' && Array.isArray(plugin.contributes) && plugin.module !== undefined;
}
