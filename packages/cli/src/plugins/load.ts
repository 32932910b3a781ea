import { access, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CamscopeError,
  createContainer,
  isCamscopeError,
  isPlugin,
  messageOf,
  REGISTRY,
  type Container,
  type Plugin,
  type Registry,
} from '@camscope/core';
import { sha256OfFile, withPlace, type PluginRecord } from '@camscope/experiment';
import { createJiti } from 'jiti';
import { builtIn } from './built-in.ts';
import { versionOf } from './version.ts';
import { sharedModules } from './shared-modules.ts';

/** A plugin as a user names it. */
export interface PluginRequest {
  /** A package's name, or a file's path: relative to `directory`, and beginning with a dot unless absolute. */
  readonly name: string;
  readonly directory: string;
  /** `file:line:column` of the name, where a file has it. */
  readonly at?: string;
}

export interface LoadedPlugins {
  /** Holds the registry, and whatever else is bound in it. */
  readonly container: Container;
  readonly registry: Registry;
  readonly records: readonly PluginRecord[];
}

/**
 * The built-in plugins and those asked for, TypeScript included.
 * @throws CamscopeError PLUGIN_INVALID, ID_DUPLICATE.
 */
export async function loadPlugins(requests: readonly PluginRequest[]): Promise<LoadedPlugins> {
  const loaded = new Map<Plugin, { record: PluginRecord; at?: string }>();
  for (const plugin of builtIn)
    loaded.set(plugin, { record: { name: plugin.name, version: versionOf(plugin.name) } });
  for (const request of requests) {
    if (builtIn.some(({ name }) => name === request.name)) continue;
    const { plugin, record } = await load(request);
    loaded.set(plugin, { record, at: request.at });
  }
  const container = createContainer([...loaded].map(([plugin, { at }]) => ({ ...plugin, at })));
  return {
    container,
    registry: container.get(REGISTRY),
    records: [...loaded.values()].map(({ record }) => record),
  };
}

async function load(request: PluginRequest): Promise<{ plugin: Plugin; record: PluginRecord }> {
  const { name, directory } = request;
  const isFile = /^[./\\]|^[A-Za-z]:[/\\]/.test(name);
  const jiti = createJiti(join(directory, 'plugins'), {
    virtualModules: { ...sharedModules },
    fsCache: false,
    interopDefault: false,
  });
  const file = isFile ? await existing(request) : find(jiti.esmResolve(name, { try: true }), request);
  const plugin = await jiti.import<{ default?: unknown }>(file).then(
    (module) => module.default,
    (cause: unknown) => {
      if (isCamscopeError(cause)) throw withPlace(cause, request.at);
      throw invalid(
        request,
        'cannot be loaded',
        messageOf(cause).replace(/\s+/g, ' '),
        'Correct the plugin',
        cause,
      );
    },
  );
  if (!isPlugin(plugin)) {
    const fix =
      "Write: export default definePlugin({ name, apiVersion, contributes }), with definePlugin of '@camscope/core'";
    throw invalid(request, 'is not a plugin', `Its default export is ${kindOf(plugin)}`, fix);
  }
  const record = isFile
    ? { name: plugin.name, file, sha256: await sha256OfFile(file) }
    : { name: plugin.name, version: await versionAbove(file) };
  return { plugin, record };
}

async function existing(request: PluginRequest): Promise<string> {
  const file = resolve(request.directory, request.name);
  await access(file).catch((cause: unknown) => {
    throw invalid(request, 'cannot be found', messageOf(cause), `Paths start at ${request.directory}`, cause);
  });
  return file;
}

function find(url: string | undefined, request: PluginRequest): string {
  if (url) return url.startsWith('file:') ? fileURLToPath(url) : url;
  const fix = 'Install the package there, or begin the path of a file with ./';
  throw invalid(request, 'cannot be found', `No such package in ${request.directory} or above`, fix);
}

/** Version in the package.json that is nearest above a file. */
async function versionAbove(file: string): Promise<string> {
  const folder = dirname(file);
  const manifest = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
  const version = manifest === undefined ? undefined : (JSON.parse(manifest) as { version?: string }).version;
  return version ?? (folder === dirname(folder) ? 'unknown' : versionAbove(folder));
}

function invalid(
  { name, at }: PluginRequest,
  what: string,
  found: string,
  fix: string,
  cause?: unknown,
): CamscopeError {
  return new CamscopeError('PLUGIN_INVALID', `The plugin '${name}' ${what}`, { at, found, fix, cause });
}

function kindOf(value: unknown): string {
  return value === undefined ? 'missing' : Array.isArray(value) ? 'an array' : `of type ${typeof value}`;
}
