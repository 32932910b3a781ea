// Asks for CUDA, and prints what the environments say of TF32: that of this process, as native code reads it, and those of the
// processes that serve sessions.
import { readdirSync, readFileSync } from 'node:fs';
import { isMainThread, Worker } from 'node:worker_threads';
import { isCamscopeError } from '@camscope/core';
import { startNodeRuntime } from '@camscope/runtime-node';
import { model } from '../support.ts';

const VARIABLE = 'NVIDIA_TF32_OVERRIDE';

if (isMainThread && process.argv[2] === 'thread') {
  const script = JSON.stringify(import.meta.url);
  const code = `import('tsx/esm/api').then(({ register }) => { register(); return import(${script}); })`;
  new Worker(code, { eval: true });
} else {
  const runtime = startNodeRuntime();
  const before = real();
  const apart = await served(() => runtime.open(model('relu'), { provider: 'cuda' }));
  const here = real();
  if (isMainThread) {
    const asking = await served(() => runtime.open(model('relu'), { provider: 'cuda', precision: 'tf32' }));
    print({ before, here, asking, again: real() });
  } else {
    print({ before, here, apart });
  }
  await runtime.close();
}

/** As the process has it, which `process.env` of a thread need not tell. */
function real(): string | null {
  const { environmentVariables } = process.report.getReport() as unknown as {
    environmentVariables: Record<string, string>;
  };
  return environmentVariables[VARIABLE] ?? null;
}

/** What the environment says of the process that is started meanwhile. */
async function served(open: () => Promise<unknown>): Promise<string | undefined> {
  let found: string | undefined;
  const look = setInterval(() => {
    const children = readdirSync('/proc/self/task').map(childrenOf);
    for (const pid of children.join(' ').split(' ').filter(Boolean)) found ??= variableOf(pid);
  }, 5);
  await open().catch((error: unknown) => {
    if (!isCamscopeError(error) || error.code !== 'PROVIDER_UNAVAILABLE') throw error;
  });
  clearInterval(look);
  return found;
}

/** None of a thread that has just ended. */
function childrenOf(thread: string): string {
  try {
    return readFileSync(`/proc/self/task/${thread}/children`, 'latin1');
  } catch {
    return '';
  }
}

/** Undefined as long as it is not the program that it will be. */
function variableOf(pid: string): string | undefined {
  try {
    if (!readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('session-process')) return undefined;
    const entries = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
    const entry = entries.find((one) => one.startsWith(`${VARIABLE}=`));
    return entry ? entry.slice(VARIABLE.length + 1) : 'unset';
  } catch {
    return undefined;
  }
}

function print(found: Record<string, unknown>): void {
  console.log(JSON.stringify(found));
}
