import {
  floatTensor,
  isCamscopeError,
  parseOptions,
  type Runtime,
  type RuntimeStarter,
} from '@camscope/core';
import { imageOnPaper, onPaper } from '../on-paper.ts';
import { definitionChecks } from './definition.ts';
import { must, mustEqual, register, type Check, type Kit } from './runner.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyRuntime = RuntimeStarter<any>;

export interface RuntimeKit extends Kit {
  /** Under which it is started. */
  readonly options?: Readonly<Record<string, unknown>>;
}

const feeds = () => ({ x: floatTensor(imageOnPaper.data.slice(), [1, 1, 2, 2]) });
const source = { proto: onPaper, external: new Map() };

/** Makes a check with a runtime of its own, which is closed behind it. */
type Started = (name: string, check: (runtime: Runtime) => Promise<void>) => Check;

/** What every runtime must do, on the network that is worked out on paper. */
export function testRuntime(starter: AnyRuntime, kit: RuntimeKit): void {
  const started: Started = (name, check) => ({
    name,
    async run() {
      const runtime = starter.start(parseOptions(starter, kit.options));
      try {
        await check(runtime);
      } finally {
        await runtime.close();
      }
    },
  });
  register(kit, [...definitionChecks(starter), ...runChecks(started), ...refusalChecks(started)]);
}

function runChecks(started: Started): Check[] {
  return [
    started('it has its baseline among its providers, and tells its version', async (runtime) => {
      must((await runtime.providers()).includes(runtime.baseline), `it has no provider ${runtime.baseline}`);
      must(/^\d+\.\d+/.test(await runtime.version()), 'its version is no version');
    }),
    started(
      'a network gives what is worked out on paper, all outputs or those asked for',
      async (runtime) => {
        const session = await opened(runtime);
        mustEqual([session.inputs, session.outputs], [['x'], ['logits']], 'its inputs and outputs');
        mustEqual(session.provider, runtime.baseline, 'its provider');
        for (const fetch of [undefined, ['logits']]) {
          const outputs = await session.run(feeds(), { fetch });
          mustEqual(Object.keys(outputs), ['logits'], 'the outputs');
          mustEqual(
            [outputs.logits.dims, [...outputs.logits.data]],
            [
              [1, 2],
              [4, -1],
            ],
            'the logits',
          );
        }
      },
    ),
    started('runs may overlap, and feeds are read before a run returns', async (runtime) => {
      const session = await opened(runtime);
      const runs = [1, 2, 3].map((factor) => {
        const { x } = feeds();
        x.data[3] *= factor;
        const run = session.run({ x });
        x.data.fill(NaN);
        return run;
      });
      const firsts = (await Promise.all(runs)).map(({ logits }) => logits.data[0]);
      mustEqual(firsts, [4, 5.5, 7], 'the scores');
    }),
    started('releasing and closing twice is no error', async (runtime) => {
      const session = await opened(runtime);
      for (const _ of [1, 2]) await session.release();
      for (const _ of [1, 2]) await runtime.close();
    }),
  ];
}

function refusalChecks(started: Started): Check[] {
  return [
    started('a provider that it lacks is refused', (runtime) =>
      refused(runtime.open(source, { provider: 'none-such' }), 'PROVIDER_UNAVAILABLE'),
    ),
    started('bytes that are no network are refused', (runtime) =>
      refused(
        runtime.open({ ...source, proto: Uint8Array.of(1, 2, 3) }, { provider: runtime.baseline }),
        'RUNTIME_FAILED',
      ),
    ),
    started('a feed of the wrong shape is refused, and the session lives on', async (runtime) => {
      const session = await opened(runtime);
      await refused(session.run({ x: floatTensor(new Float32Array(3), [1, 1, 1, 3]) }), 'RUNTIME_FAILED');
      mustEqual((await session.run(feeds())).logits.data[0], 4, 'the score');
    }),
    started('a signal that is aborted ends it before it runs', async (runtime) => {
      const session = await opened(runtime);
      await refused(session.run(feeds(), { signal: AbortSignal.abort() }), 'INTERRUPTED');
    }),
    started('a file that is not there is refused', (runtime) =>
      refused(runtime.load('none/such.onnx'), 'FILE_UNREADABLE'),
    ),
  ];
}

const opened = (runtime: Runtime) => runtime.open(source, { provider: runtime.baseline, threads: 1 });

async function refused(work: Promise<unknown>, code: string): Promise<void> {
  const outcome = await work.then(
    () => 'nothing wrong',
    (error: unknown) => (isCamscopeError(error) ? error.code : String(error)),
  );
  mustEqual(outcome, code, 'what it ends in');
}
