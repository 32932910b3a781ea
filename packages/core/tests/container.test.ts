import { describe, expect, it } from 'vitest';
import {
  CamscopeError,
  ContainerModule,
  createContainer,
  createScope,
  defineFilter,
  definePlugin,
  FILES,
  PROGRESS,
  REGISTRY,
  token,
  type Files,
  type Registry,
} from '@camscope/core';

interface Notes {
  /** Writes the ids of all filters, and tells the size of the file. */
  keep(path: string): Promise<number>;
}
const NOTES = token<Notes>('tests/notes');

const notesOf = (files: Files, registry: Registry): Notes => ({
  keep: async (path) => {
    await files.write(path, registry.filter.ids.join());
    return (await files.read(path)).length;
  },
});

const parts = new ContainerModule(({ bind }) => {
  bind(FILES).toResolvedValue(() => memoryFiles(new Map()), []);
  bind(NOTES).toResolvedValue(notesOf, [FILES, REGISTRY]);
});
const plugin = definePlugin({
  name: 'a-plugin',
  apiVersion: 1,
  contributes: [defineFilter({ id: 'plain', title: 'Plain', filter: (map) => map })],
});

describe('the container', () => {
  it('gives a part what it declares, the registry with it, and makes each part once', async () => {
    const container = createContainer([plugin], parts);
    expect(await container.get(NOTES).keep('notes')).toBe(5);
    expect(await container.get(FILES).exists('notes')).toBe(true);
    expect(container.get(NOTES)).toBe(container.get(NOTES));
  });

  it('has a part exchanged by rebinding it, for whatever is resolved afterwards', async () => {
    const container = createContainer([plugin], parts);
    const mine = new Map<string, Uint8Array>();
    container.rebind(FILES).toConstantValue(memoryFiles(mine));
    await container.get(NOTES).keep('notes');
    expect(new TextDecoder().decode(mine.get('notes'))).toBe('plain');
    await expect(container.get(FILES).read('other')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  it('lends its parts to a container within, which has its own beside them', () => {
    const outer = createContainer([plugin], parts);
    const own = new ContainerModule(({ bind }) => {
      bind(NOTES).toResolvedValue(notesOf, [FILES, REGISTRY]);
    });
    const inner = createScope(outer, own);
    expect(inner.get(FILES)).toBe(outer.get(FILES));
    expect(inner.get(NOTES)).toBe(inner.get(NOTES));
    expect(inner.get(NOTES)).not.toBe(outer.get(NOTES));
  });

  it('names the part that nothing is bound to', () => {
    expect(() => createContainer([]).get(NOTES)).toThrow('@camscope/tests/notes');
  });

  it('keeps parts apart by type', () => {
    const swapped = new ContainerModule(({ bind }) => {
      // @ts-expect-error files are no progress
      bind(NOTES).toResolvedValue(notesOf, [PROGRESS, REGISTRY]);
      // @ts-expect-error progress is no file
      bind(FILES).toConstantValue({ begin: () => ({ advance: () => undefined }) });
    });
    expect(createContainer([], swapped).isBound(NOTES)).toBe(true);
  });
});

/** Files that are nowhere but in a map; what these tests do not ask of files is refused. */
function memoryFiles(contents: Map<string, Uint8Array>): Files {
  const refuse = () => Promise.reject(new Error('not needed'));
  return {
    resolve: (...parts) => parts.join('/'),
    async read(path) {
      const content = contents.get(path);
      if (content) return content;
      throw new CamscopeError('FILE_UNREADABLE', `${path} cannot be read`, { found: 'No such file' });
    },
    write: async (path, content) => void contents.set(path, new TextEncoder().encode(content as string)),
    exists: async (path) => contents.has(path),
    stream: (path) => {
      throw new Error(`${path}: not needed`);
    },
    ...{ writeFrom: refuse, create: refuse, remove: refuse, makeFolder: refuse, sweep: refuse },
    ...{ readPart: refuse, sha256: refuse, list: refuse, facts: refuse },
  };
}
