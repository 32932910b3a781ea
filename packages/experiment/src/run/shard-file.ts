import type { Files } from '@camscope/core';
import { z } from 'zod';
import type { Shard } from '../units/shards.ts';

export const SHARDS_FOLDER = 'shards';

const schema = z.object({
  index: z.int().positive(),
  of: z.int().positive(),
  started: z.string(),
  /** Absent while it runs, and where it broke off. */
  ended: z.string().optional(),
  finished: z.boolean().optional(),
});

/** How a shard went, as it says itself. */
export type ShardAccount = z.output<typeof schema>;

export async function writeShard(
  files: Files,
  out: string,
  { index, of }: Shard,
  more: Omit<ShardAccount, 'index' | 'of'>,
): Promise<void> {
  await files.makeFolder(files.resolve(out, SHARDS_FOLDER));
  const account: ShardAccount = { index, of, ...more };
  await files.write(
    files.resolve(out, SHARDS_FOLDER, `${index}-of-${of}.json`),
    `${JSON.stringify(account)}\n`,
  );
}

/** What the shards of a run that write into one folder say; nothing of a file that is not to be read. */
export async function shardsIn(files: Files, out: string): Promise<ShardAccount[]> {
  const names = (await files.list(files.resolve(out, SHARDS_FOLDER)).catch(() => [])).map(({ name }) => name);
  const accounts: ShardAccount[] = [];
  for (const name of names.filter((one) => one.endsWith('.json'))) {
    const account = accountIn(await files.read(files.resolve(out, SHARDS_FOLDER, name)));
    if (account) accounts.push(account);
  }
  return accounts.sort((a, b) => a.of - b.of || a.index - b.index);
}

function accountIn(bytes: Uint8Array): ShardAccount | undefined {
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}
