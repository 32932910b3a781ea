import type { Io } from '../io.ts';
import type { Served } from './serve.ts';

/** Tells where a page is, opens it in the user's browser, and serves it until the command is asked to stop. */
export async function untilStopped(
  served: Served,
  page: string,
  { open }: { readonly open: boolean },
  io: Io,
): Promise<void> {
  const address = `${served.url}${page}`;
  io.stdout(`${address}\n`);
  io.stderr('camscope: served to this machine until Ctrl-C\n');
  if (open && !(await opened(address))) io.stderr('camscope: no browser opens: open the address yourself\n');
  if (!io.signal.aborted)
    await new Promise((resolve) => io.signal.addEventListener('abort', resolve, { once: true }));
  await served.close();
}

async function opened(address: string): Promise<boolean> {
  try {
    const { default: start } = await import('open');
    const child = await start(address);
    return await new Promise((resolve) => {
      child.once('error', () => resolve(false));
      child.once('spawn', () => resolve(true));
    });
  } catch {
    return false;
  }
}
