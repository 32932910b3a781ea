import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CamscopeError, isCamscopeError, isPlugin, messageOf, type Plugin } from '@camscope/core';
import { sha256OfFile, withPlace, type PluginRecord } from '@camscope/experiment';
import { requireFile } from '@camscope/files-node';
import { createJiti } from 'jiti';
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
 * @throws CamscopeError PLUGIN_INVALID with the place of the name.
 */
export async function loadNamed(
  request: PluginRequest,
): Promise<{ readonly plugin: Plugin; readonly record: PluginRecord }> {
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
  found: string | undefined,
  fix: string,
  cause?: unknown,
): CamscopeError {
  return new CamscopeError('PLUGIN_INVALID', `The plugin '${name}' ${what}`, { at, found, fix, cause });
}

function kindOf(value: unknown): string {
  return value === undefined ? 'missing' : Array.isArray(value) ? 'an array' : `of type ${typeof value}`;
}
