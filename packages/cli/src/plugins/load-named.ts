import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CamscopeError,
  faultsInWords,
  isCamscopeError,
  messageOf,
  pluginFaults,
  type Plugin,
} from '@camscope/core';
import { withPlace, type PluginRecord } from '@camscope/experiment';
import { nodeFiles, requireFile } from '@camscope/files-node';
import { createJiti } from 'jiti';
import { inTime, LOADING, NotLoaded } from './in-time.ts';
import { nowLoading, pluginIn, remember } from './named.ts';
import { placesIn } from './places.ts';
import { sharedModules } from './shared-modules.ts';

/** A plugin as a user names it. */
export interface PluginRequest {
  /** A package's name, or a file's path: relative to `directory`, and beginning with a dot unless absolute. */
  readonly name: string;
  readonly directory: string;
  /** `file:line:column` of the name, where a file has it. */
  readonly at?: string;
}

/**
 * Loads a plugin that is named by a user, TypeScript included.
 * @param seconds that it may take.
 * @throws CamscopeError PLUGIN_INVALID with the place of the name, and everything that is wrong with its definitions.
 */
export async function loadNamed(
  request: PluginRequest,
  seconds = LOADING,
): Promise<{ readonly plugin: Plugin; readonly record: PluginRecord }> {
  const { name, directory } = request;
  const isFile = /^[./\\]|^[A-Za-z]:[/\\]/.test(name);
  const jiti = createJiti(join(directory, 'plugins'), {
    virtualModules: { ...sharedModules },
    fsCache: false,
    interopDefault: false,
  });
  const file = isFile ? await existing(request) : find(jiti.esmResolve(name, { try: true }), request);
  const manifest = isFile ? undefined : await manifestAbove(file, request);
  remember(manifest?.folder ?? file, name);
  const load = () => jiti.import<{ default?: unknown }>(file).then((module) => module.default);
  const plugin = await sound(await imported(request, load, seconds), file, request);
  const record = manifest
    ? { name: plugin.name, version: manifest.version }
    : { name: plugin.name, file, sha256: await nodeFiles.sha256(file) };
  return { plugin, record };
}

async function imported(
  request: PluginRequest,
  load: () => Promise<unknown>,
  seconds: number,
): Promise<unknown> {
  nowLoading(request.name);
  try {
    return await inTime(load, request.name, seconds);
  } catch (cause) {
    if (isCamscopeError(cause) && cause.code !== 'INTERNAL') throw withPlace(cause, request.at);
    const found = messageOf(cause).replace(/\s+/g, ' ');
    if (cause instanceof NotLoaded)
      throw invalid(request, 'does not finish loading', found, 'Look for what it awaits', cause);
    const place = cause instanceof Error ? pluginIn(cause.stack ?? '')?.at : undefined;
    const told =
      place === undefined || found.includes(place.replace(/:\d+:\d+$/, '')) ? found : `${found}, at ${place}`;
    throw invalid(request, 'cannot be loaded', told, 'Correct the plugin', cause);
  } finally {
    nowLoading(undefined);
  }
}

async function sound(plugin: unknown, file: string, request: PluginRequest): Promise<Plugin> {
  const faults = pluginFaults(plugin);
  if (faults.length === 0) return plugin as Plugin;
  const source = await readFile(file, 'utf8');
  const fix = faults.some(({ key, of }) => key === undefined && of === undefined)
    ? "Write: export default definePlugin({ name, apiVersion, contributes }), with definePlugin of '@camscope/core'"
    : 'Correct the plugin';
  throw invalid(request, 'cannot be used', faultsInWords(faults, placesIn(file, source)), fix);
}

async function existing(request: PluginRequest): Promise<string> {
  const file = resolve(request.directory, request.name);
  await requireFile(file).catch((cause: unknown) => {
    const found = isCamscopeError(cause) ? cause.details.found : messageOf(cause);
    throw invalid(request, 'cannot be read', found, `Paths start at ${request.directory}`, cause);
  });
  return file;
}

function find(url: string | undefined, request: PluginRequest): string {
  if (url) return url.startsWith('file:') ? fileURLToPath(url) : url;
  const fix = 'Install the package there, or begin the path of a file with ./';
  throw invalid(request, 'cannot be found', `No such package in ${request.directory} or above`, fix);
}

/** The folder above a file that has a package.json with a version, and that version. */
async function manifestAbove(
  file: string,
  request: PluginRequest,
): Promise<{ readonly folder: string; readonly version: string }> {
  const folder = dirname(file);
  const path = join(folder, 'package.json');
  const text = await readFile(path, 'utf8').catch(() => undefined);
  const version = text === undefined ? undefined : versionIn(text, path, request);
  if (version !== undefined) return { folder, version };
  return folder === dirname(folder) ? { folder: file, version: 'unknown' } : manifestAbove(folder, request);
}

function versionIn(text: string, path: string, request: PluginRequest): string | undefined {
  try {
    return (JSON.parse(text) as { version?: string } | null)?.version;
  } catch (cause) {
    throw invalid(request, 'cannot be loaded', `${path}: ${messageOf(cause)}`, 'Correct the file', cause);
  }
}

function invalid(
  { name, at }: PluginRequest,
  what: string,
  found: string | undefined,
  fix: string,
  cause?: unknown,
): CamscopeError {
  return new CamscopeError('PLUGIN_INVALID', `The plugin '${name}' ${what}`, { at, found, fix, cause });
}
