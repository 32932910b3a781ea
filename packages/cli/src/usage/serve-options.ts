import { InvalidArgumentError, type Command } from 'commander';

/** Of a page that this machine serves to itself. */
export interface ServeOptions {
  readonly port: number;
  readonly open: boolean;
}

export function addServeOptions(command: Command): Command {
  return command
    .option('--port <number>', 'port on this machine; 0 is one that is free', portOf, 0)
    .option('--no-open', 'only tell the address, and open no browser');
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65536) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
}
