import { resolve } from 'node:path';
import { CamscopeError, FILES, unknownName, type Registry } from '@camscope/core';
import { reopenRun, studyFolder, type ReopenedRun } from '@camscope/experiment';
import { nodeFiles } from '@camscope/files-node';
import { readRun, type MapLine, type Run } from '@camscope/pipeline';
import type { Io } from '../io.ts';
import { loadPlugins, type PluginRequest } from '../plugins/load.ts';
import type { MapsOptions } from '../usage/maps-options.ts';
import type { PluginOptions } from '../usage/option.ts';

export interface MapsOfRun {
  readonly reopened: ReopenedRun;
  readonly registry: Registry;
  readonly model: string;
  readonly method: string;
  /** The maps of that method on that network. */
  readonly lines: readonly MapLine[];
}

/**
 * Reads a run, loads its plugins, opens its data and picks the maps of one method on one network.
 * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID, and whatever is wrong with run, plugins or data.
 */
export async function openMapsOfRun(path: string, options: MapsOptions, io: Io): Promise<MapsOfRun> {
  const run = await readRun(resolve(io.cwd, path), nodeFiles);
  for (const note of run.notes) io.stderr(`camscope: ${note}\n`);
  const model = oneOf('model', options.model, run.maps, (line) => line.model);
  const ofModel = run.maps.filter((line) => line.model === model);
  const method = oneOf('method', options.method, ofModel, (line) => line.method);
  const { container, registry } = await loadPlugins(pluginsOf(run, options, io));
  const reopened = await reopenRun(run, registry, container.get(FILES), io.signal);
  for (const note of reopened.notes) io.stderr(`camscope: ${note}\n`);
  return { reopened, registry, model, method, lines: ofModel.filter((line) => line.method === method) };
}

/** Those of the command line go before those of the run, from the same file. */
function pluginsOf(run: Run, { plugin }: PluginOptions, io: Io): PluginRequest[] {
  const given = plugin.map((name) => ({ name, directory: io.cwd }));
  const taken = new Set(given.flatMap(({ name }) => [name, resolve(io.cwd, name)]));
  const directory = studyFolder(run);
  const own = run.lock.plugins.map(({ name, file }) => ({
    name: file === undefined ? name : resolve(directory, file),
    directory,
  }));
  return [...own.filter(({ name }) => !taken.has(name)), ...given];
}

function oneOf(
  what: 'model' | 'method',
  asked: string | undefined,
  lines: readonly MapLine[],
  nameOf: (line: MapLine) => string,
): string {
  const known = [...new Set(lines.map(nameOf))];
  if (asked !== undefined) {
    if (known.includes(asked)) return asked;
    throw unknownName(`${what} of the run`, asked, known);
  }
  if (known.length === 1) return known[0];
  if (known.length === 0) throw new CamscopeError('DATA_INVALID', 'The run has no maps');
  throw new CamscopeError('CONFIG_INVALID', `The run has several ${what}s`, {
    found: known.join(', '),
    fix: `Choose one with --${what}`,
  });
}
