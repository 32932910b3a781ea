import { sep } from 'node:path';

/** Plugins that a user has named, by the file of each or, of a package, its folder. */
const named = new Map<string, string>();
let loading: string | undefined;

/** From now on a stack with `path` in it is that plugin's. */
export function remember(path: string, name: string): void {
  named.set(path, name);
}

/** The plugin that is being loaded, if one is. */
export function nowLoading(name: string | undefined): void {
  loading = name;
}

export function isLoading(): boolean {
  return loading !== undefined;
}

/** The plugin whose code a stack leads through, and `file:line:column` of its innermost frame. */
export function pluginIn(stack: string): { readonly name: string; readonly at: string } | undefined {
  for (const line of stack.split('\n'))
    for (const [path, name] of named) {
      const start = [`${path}:`, `${path}${sep}`]
        .map((text) => line.indexOf(text))
        .find((index) => index >= 0);
      if (start !== undefined) return { name, at: line.slice(start).replace(/\)$/, '') };
    }
  return undefined;
}

/** Who ends this process, or this thread, where that is a plugin; asked by what listens for its end. */
export function endedBy(): string | undefined {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 100;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  const plugin = pluginIn(stack);
  return plugin && `The plugin '${plugin.name}' ended the process, at ${plugin.at}`;
}
