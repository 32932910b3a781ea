import { failed, main } from './cli.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { endedBy, isLoading } from './plugins/named.ts';

/** Runs the command line of this process, and says how it ended. */
export async function start(signal: AbortSignal): Promise<void> {
  const io: Io = {
    cwd: process.cwd(),
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    stderrIsTty: process.stderr.isTTY,
    signal,
    debug: Boolean(process.env.CAMSCOPE_DEBUG),
  };
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough, such as `head`, is no failure; nor is a terminal that hung up.
    if (error.code === 'EPIPE' || signal.aborted) return;
    io.stderr(`camscope: Cannot write to stdout: ${error.message}\n`);
    process.exit(EXIT.brokenOff);
  });
  const json = process.argv.includes('--json');
  process.once('uncaughtException', (error) => {
    void failed(error, { io, exitCode: EXIT.done, begun: true }, json).then((code) => process.exit(code));
  });
  process.once('exit', () => {
    const message = endedBy();
    if (message === undefined) return;
    const error = { code: isLoading() ? 'PLUGIN_INVALID' : 'PLUGIN_FAILED', message };
    io.stderr(json ? `${JSON.stringify({ error })}\n` : `camscope: ${message}\n`);
    process.exitCode = isLoading() ? EXIT.usage : EXIT.brokenOff;
  });
  let ended = false;
  process.on('beforeExit', () => {
    if (ended || isLoading()) return;
    ended = true;
    void import('./terminal/stuck.ts')
      .then(({ stuck }) => failed(stuck(), { io, exitCode: EXIT.done, begun: true }, json))
      .then((code) => process.exit(code));
  });
  process.exitCode = await main(process.argv.slice(2), io);
  ended = true;
}
