import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { completionsIn, type Completion } from './completions.ts';
import { configuration } from './configuration.ts';
import { startDaemon, type Daemon } from './daemon.ts';

const PROGRAMS = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'scontrol', 'setpriv'] as const;

/** Milliseconds that one of Slurm's commands may take, and that its daemons may take to start. */
const COMMAND = 20_000;
const START = 30_000;

/** Slurm with one node on this machine, of its own: nothing of another Slurm is touched, and nothing stays behind. */
export interface Cluster {
  /** With this, Slurm's commands find it. */
  readonly env: NodeJS.ProcessEnv;
  /** Runs a program, such as `scancel`, and gives what it printed. */
  run(program: string, ...args: string[]): Promise<string>;
  /** Waits until something holds; an error with Slurm's own words when it does not within so many seconds. */
  until(what: string, seconds: number, holds: () => boolean | Promise<boolean>): Promise<void>;
  /** Waits until no job waits or runs. */
  idle(seconds: number): Promise<void>;
  /** Slurm's own account of the jobs that ended or were requeued, in that order. */
  completions(): Completion[];
  /** That account and the ends of the daemons' logs. */
  told(): string;
  stop(): Promise<void>;
}

/** The programs that are missing for a cluster on this machine. */
export function missingPrograms(): string[] {
  return PROGRAMS.filter((name) => spawnSync('which', [name], { env: withSbin() }).status !== 0);
}

/** @param cpus that Slurm shall believe in: so many tasks of one CPU run at once. */
export async function startCluster(cpus: number): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'camscope-slurm-'));
  chmodSync(folder, 0o755); // munge wants its socket within everybody's reach
  for (const name of ['state', 'spool']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'munge.key'), randomBytes(1024), { mode: 0o400 });
  writeFileSync(join(folder, 'completions'), '');
  const [controllerPort, nodePort] = await freePorts();
  const place = { folder, controllerPort, nodePort, user: userInfo().username, cpus };
  const conf = join(folder, 'slurm.conf');
  writeFileSync(conf, configuration(place));
  const env = { ...withSbin(), SLURM_CONF: conf };
  const daemons: Daemon[] = [];
  const cluster = clusterOf(folder, env, daemons);
  const start = (program: string, ...args: string[]) =>
    daemons.push(startDaemon(program, args, join(folder, `${program}.log`), env));
  try {
    start('munged', '--foreground', `--socket=${join(folder, 'munge.socket')}`, ...mungeFiles(folder));
    await cluster.until('munge listens', START / 1000, () => existsSync(join(folder, 'munge.socket')));
    start('slurmctld', '-D', '-i', '-f', conf);
    start('slurmd', '-D', '-f', conf, '-N', 'here');
    await cluster.until('the node is idle', START / 1000, async () =>
      (await quietly(env, 'sinfo', '--noheader', '--format=%T')).startsWith('idle'),
    );
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

function clusterOf(folder: string, env: NodeJS.ProcessEnv, daemons: readonly Daemon[]): Cluster {
  const account = () => readFileSync(join(folder, 'completions'), 'utf8');
  const told = () =>
    [
      ...daemons.map((daemon) => `${daemon.name}${daemon.running() ? '' : ' (ended)'}:\n${daemon.log()}`),
      `completions:\n${account()}`,
    ].join('\n\n');
  const until: Cluster['until'] = async (what, seconds, holds) => {
    const end = Date.now() + seconds * 1000;
    while (!(await holds())) {
      const dead = daemons.find((daemon) => !daemon.running());
      if (dead === undefined && Date.now() < end) {
        await sleep(200);
        continue;
      }
      const why = dead === undefined ? `not within ${seconds} s` : `${dead.name} ended`;
      throw new Error(`Slurm: waiting until ${what}: ${why}\n\n${told()}`);
    }
  };
  return {
    env,
    until,
    run: async (program, ...args) => (await exec(program, args, { env, timeout: COMMAND })).stdout,
    idle: (seconds) =>
      until('every job has ended', seconds, async () => (await quietly(env, 'squeue', '--noheader')) === ''),
    completions: () => completionsIn(account()),
    told,
    stop: async () => {
      if (daemons.length === 3) await quietly(env, 'scancel', `--user=${userInfo().username}`);
      for (const daemon of [...daemons].reverse()) await daemon.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const exec = promisify(execFile);

/** What a command prints; its complaint when it fails, since a daemon that has just begun refuses connections. */
async function quietly(env: NodeJS.ProcessEnv, program: string, ...args: string[]): Promise<string> {
  try {
    return (await exec(program, args, { env, timeout: COMMAND })).stdout;
  } catch (error) {
    return String(error);
  }
}

/** Debian keeps daemons where only root looks. */
function withSbin(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` };
}

function mungeFiles(folder: string): string[] {
  return ['key', 'pid', 'seed'].map((kind) => `--${kind}-file=${join(folder, `munge.${kind}`)}`);
}

/** Two ports that nobody listens on. */
async function freePorts(): Promise<number[]> {
  const servers = [createServer(), createServer()];
  for (const server of servers)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  return ports;
}
