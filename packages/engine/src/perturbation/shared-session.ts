import {
  sessionWith,
  type ModelFile,
  type ModelSource,
  type Runtime,
  type Session,
  type SessionOptions,
} from '@camscope/core';
import type { Draft } from '@camscope/onnx';

interface Shared {
  readonly runtime: Runtime;
  readonly options: string;
  readonly proto: Uint8Array;
  readonly session: Promise<Session>;
  users: number;
}

const open = new WeakMap<ModelFile, Shared[]>();

/**
 * A session on a variant of a model, shared with whoever has opened an equal one in the same way. It is released when
 * all have released it.
 * @throws CamscopeError PROVIDER_UNAVAILABLE, RUNTIME_FAILED.
 */
export async function sharedSession(
  draft: Draft,
  file: ModelFile,
  runtime: Runtime,
  options: SessionOptions,
): Promise<Session> {
  const all = open.get(file) ?? [];
  open.set(file, all);
  const source = draft.toSource(file);
  let shared = all.find((one) => isEqual(one, source, runtime, options));
  if (!shared) {
    const session = runtime.open(source, options);
    all.push(
      (shared = { runtime, options: JSON.stringify(options), proto: source.proto, session, users: 0 }),
    );
  }
  const own = shared;
  own.users++;
  const leave = async () => {
    if (--own.users > 0) return;
    all.splice(all.indexOf(own), 1);
    await (await own.session).release();
  };
  try {
    return handleOf(await own.session, leave);
  } catch (error) {
    await leave().catch(() => undefined);
    throw error;
  }
}

function isEqual(one: Shared, { proto }: ModelSource, runtime: Runtime, options: SessionOptions): boolean {
  if (one.runtime !== runtime || one.options !== JSON.stringify(options)) return false;
  return one.proto.length === proto.length && one.proto.every((byte, i) => byte === proto[i]);
}

function handleOf(session: Session, leave: () => Promise<void>): Session {
  let left: Promise<void> | undefined;
  return sessionWith(session, { release: () => (left ??= leave()) });
}
