import type { AnyContribution } from '../contracts/kinds.ts';
import { contributionFaults, type DefinitionFault } from '../definitions/check.ts';
import { describe, isRecord } from '../definitions/describe.ts';
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

/** Makes a plugin. What is wrong with it is told when it is loaded. */
export function definePlugin({ name, apiVersion, contributes }: PluginDefinition): Plugin {
  return { name, apiVersion, contributes };
}

/** Everything that is wrong with what a module exports as a plugin, made by any copy of core or by hand. */
export function pluginFaults(value: unknown): DefinitionFault[] {
  if (!isRecord(value)) return [{ text: `its default export is ${describe(value)}, not a plugin` }];
  const { name, apiVersion, contributes } = value;
  const faults: DefinitionFault[] = [];
  if (typeof name !== 'string' || name === '')
    faults.push({ key: 'name', text: `'name' is ${describe(name)}; write text` });
  if (apiVersion !== API_VERSION) faults.push({ key: 'apiVersion', text: versionInWords(apiVersion) });
  if (!Array.isArray(contributes))
    faults.push({ key: 'contributes', text: `'contributes' is ${describe(contributes)}; write a list` });
  else if (apiVersion === API_VERSION)
    faults.push(...contributes.flatMap((one, i) => contributionFaults(one, `contributes[${i}]`)));
  return faults;
}

/** Faults as lines of an error. @param placeOf `file:line` of a fault, where that is known. */
export function faultsInWords(
  faults: readonly DefinitionFault[],
  placeOf: (fault: DefinitionFault) => string | undefined = () => undefined,
): string {
  const lines = faults.map((fault) => [placeOf(fault), fault.of, fault.text].filter(Boolean).join(': '));
  return lines.join('\n         ');
}

/** @throws CamscopeError PLUGIN_INVALID that tells everything that is wrong with a plugin. */
export function refuseFaulty(plugin: Plugin & { readonly at?: string }): void {
  const faults = pluginFaults(plugin);
  if (faults.length === 0) return;
  throw new CamscopeError('PLUGIN_INVALID', `The plugin '${plugin.name}' cannot be used`, {
    at: plugin.at,
    found: faultsInWords(faults),
    fix: 'Correct its definitions',
  });
}

function versionInWords(apiVersion: unknown): string {
  if (typeof apiVersion !== 'number') return `'apiVersion' is ${describe(apiVersion)}; write ${API_VERSION}`;
  return `it is written for API version ${apiVersion}; this camscope has API version ${API_VERSION}: install the version that fits`;
}
