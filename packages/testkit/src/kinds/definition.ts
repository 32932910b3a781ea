import {
  API_VERSION,
  definePlugin,
  faultsInWords,
  optionsInWords,
  parseOptions,
  pluginFaults,
  type AnyContribution,
} from '@camscope/core';
import { must, type Check } from './runner.ts';

/** What every contribution says of itself, whatever its kind. */
export function definitionChecks(contribution: AnyContribution): Check[] {
  const { id, options, presets = {} } = contribution;
  return [
    {
      name: 'its definition follows the contract',
      run() {
        const plugin = definePlugin({ name: id, apiVersion: API_VERSION, contributes: [contribution] });
        const faults = pluginFaults(plugin);
        must(faults.length === 0, faultsInWords(faults));
      },
    },
    {
      name: 'every option is described, and no other is taken',
      run() {
        const silent = optionsInWords(options).filter(({ description }) => description === '');
        must(silent.length === 0, `${silent.map(({ name }) => name).join(', ')}: .describe('…') is missing`);
        const strange = options.safeParse({ 'no such option': 1 });
        const refused = strange.error?.issues.some(({ code }) => code === 'unrecognized_keys');
        must(refused === true, 'options that nobody knows are taken; use z.strictObject');
      },
    },
    {
      name: 'its presets are valid',
      run() {
        for (const preset of Object.keys(presets)) parseOptions(contribution, { preset });
      },
    },
  ];
}

/** Options under which a kit tries a contribution: by default none are given; those of presets always are tried, too. */
export type OptionSets = readonly Readonly<Record<string, unknown>>[];

/** What is tried, by a name for messages. */
export function settingsOf(
  contribution: AnyContribution,
  given: OptionSets = [{}],
): { readonly name: string; readonly options: Record<string, unknown> }[] {
  const presets = Object.keys(contribution.presets ?? {}).map((preset) => ({ preset }));
  return [...given, ...presets].map((options) => ({
    name: JSON.stringify(options),
    options: parseOptions(contribution, options),
  }));
}
