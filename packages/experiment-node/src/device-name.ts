import { readdir, readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Where NVIDIA's driver for Linux tells of its devices. */
const NVIDIA = '/proc/driver/nvidia/gpus';

/** What tells a machine's device from another's: the models of its NVIDIA devices or, where there are none, the machine's name. */
export async function deviceName(): Promise<string> {
  const devices = await readdir(NVIDIA).catch(() => []);
  const models = await Promise.all(
    devices.sort().map(async (device) => {
      const told = await readFile(join(NVIDIA, device, 'information'), 'utf8').catch(() => '');
      return /^Model:\s*(.+?)\s*$/m.exec(told)?.[1];
    }),
  );
  return models.filter((model) => model !== undefined).join(', ') || hostname();
}
